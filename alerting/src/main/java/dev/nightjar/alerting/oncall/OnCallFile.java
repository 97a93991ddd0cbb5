package dev.nightjar.alerting.oncall;

import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.Suggestion;
import dev.nightjar.definition.YamlFile;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code oncall.yml}, strictly. */
public final class OnCallFile {
    private static final Pattern EVERY = Pattern.compile("(?:(\\d{1,4})\\s*)?(h|hour|d|day|w|week)s?");

    private static final LocalDateTime NO_TIME = LocalDateTime.of(1970, 1, 1, 0, 0);

    private final Problems problems;
    private final SequencedMap<String, Person> people = new LinkedHashMap<>();
    private final SequencedMap<String, Rotation> rotations = new LinkedHashMap<>();
    private final SequencedMap<String, Policy> policies = new LinkedHashMap<>();
    private final Set<String> named = new LinkedHashSet<>();

    private OnCallFile(Problems problems) {
        this.problems = problems;
    }

    /** What is wrong goes to {@code problems}; then the result is not to be used. */
    public static OnCall read(String file, String text, Problems problems) {
        List<Node> documents = YamlFile.documents(file, text, problems);
        if (documents.isEmpty()) {
            return OnCall.BUILT_IN;
        }
        if (documents.size() > 1) {
            problems.add(file, documents.get(1).line(), "one document only; remove what follows \"---\"");
        }
        return Section.of(file, "", documents.getFirst(), problems)
                .map(root -> new OnCallFile(problems).read(root))
                .orElse(OnCall.BUILT_IN);
    }

    private OnCall read(Section root) {
        int before = problems.count();
        root.allow("people", "rotations", "policies", "services", "default");
        SequencedMap<String, Section> peopleSections = root.namedSections("people", "person");
        peopleSections.forEach(this::person);
        SequencedMap<String, Section> rotationSections = root.namedSections("rotations", "rotation");
        named.addAll(peopleSections.keySet());
        rotationSections.forEach((name, section) -> {
            if (!named.add(name)) {
                section.problem("", "a person has the same name; call one of them otherwise");
            }
            rotation(name, section);
        });
        SequencedMap<String, Section> policySections = root.namedSections("policies", "policy");
        policySections.forEach(this::policy);
        if (policySections.isEmpty()) {
            root.problem("policies", "field \"policies\" is missing: without one nobody is called");
        }
        Map<String, String> services = root.texts("services");
        services.forEach((service, policy) ->
                known(root, "services", "service \"" + service + "\": policy", policy, policySections.keySet()));
        String first =
                policySections.isEmpty() ? "" : policySections.firstEntry().getKey();
        String defaultPolicy = root.text("default").orElse(first);
        known(root, "default", "default: policy", defaultPolicy, policySections.keySet());
        return problems.count() > before
                ? OnCall.BUILT_IN
                : new OnCall(people, rotations, policies, services, defaultPolicy);
    }

    private void person(String id, Section section) {
        section.allow("name", "zone", "contacts");
        List<Contact> contacts = new ArrayList<>();
        for (Section contact : section.sections("contacts", "person \"" + id + "\", contact")) {
            contact(id, contact).ifPresent(contacts::add);
        }
        if (contacts.isEmpty()) {
            contacts.add(new Contact(Contact.Channel.INBOX, id, null));
        }
        people.put(id, new Person(id, section.text("name").orElse(id), zone(section, ZoneOffset.UTC), contacts));
    }

    private Optional<Contact> contact(String person, Section contact) {
        contact.allow("inbox", "webhook", "email", "fallback");
        Duration fallback = contact.has("fallback") ? contact.duration("fallback", Duration.ZERO) : null;
        List<String> channels = contact.fields().stream()
                .filter(List.of("inbox", "webhook", "email")::contains)
                .toList();
        if (channels.size() != 1) {
            contact.problem("", "needs one of \"inbox\", \"webhook\" and \"email\", found " + channels.size());
            return Optional.empty();
        }
        String address = contact.text(channels.getFirst()).orElse("");
        return switch (channels.getFirst()) {
            case "inbox" -> Optional.of(new Contact(Contact.Channel.INBOX, person, fallback));
            case "webhook" -> {
                if (!isHttp(address)) {
                    contact.problem("webhook", "not an http or https URL: \"" + address + "\"");
                }
                yield Optional.of(new Contact(Contact.Channel.WEBHOOK, address, fallback));
            }
            case "email" -> {
                if (!address.matches("[^@\\s]+@[^@\\s]+")) {
                    contact.problem("email", "not an email address: \"" + address + "\"");
                }
                yield Optional.of(new Contact(Contact.Channel.EMAIL, address, fallback));
            }
            default -> Optional.empty();
        };
    }

    private static boolean isHttp(String address) {
        try {
            URI uri = URI.create(address);
            return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private void rotation(String name, Section section) {
        section.allow("zone", "start", "every", "participants", "overrides");
        int before = problems.count();
        ZoneId zone = zone(section, ZoneOffset.UTC);
        LocalDateTime start = wallClock(section, "start");
        String every = section.requiredText("every");
        Matcher length = EVERY.matcher(every);
        if (!every.isEmpty() && !length.matches()) {
            section.problem(
                    "every", "every: not a shift's length: \"" + every + "\"; write it like week, 2 weeks, day or 12h");
        }
        List<String> participants = section.textList("participants");
        participants.forEach(person -> known(section, "participants", "person", person, people.keySet()));
        if (participants.isEmpty()) {
            section.problem("participants", "needs at least one of the people");
        }
        List<ShiftOverride> overrides = overrides(name, section, zone);
        if (problems.count() > before) {
            return;
        }
        Rotation.Unit unit = switch (length.group(2).charAt(0)) {
            case 'h' -> Rotation.Unit.HOUR;
            case 'd' -> Rotation.Unit.DAY;
            default -> Rotation.Unit.WEEK;
        };
        int count = length.group(1) == null ? 1 : Math.max(1, Integer.parseInt(length.group(1)));
        rotations.put(name, new Rotation(name, zone, start, unit, count, participants, overrides));
    }

    private List<ShiftOverride> overrides(String rotation, Section section, ZoneId zone) {
        List<ShiftOverride> overrides = new ArrayList<>();
        for (Section each : section.sections("overrides", "rotation \"" + rotation + "\", override")) {
            override(each, zone).ifPresent(override -> {
                overrides.stream()
                        .filter(override::overlaps)
                        .findFirst()
                        .ifPresent(other -> each.problem(
                                "start",
                                "overlaps the time that " + other.person()
                                        + " takes; let one begin when the other ends"));
                overrides.add(override);
            });
        }
        return overrides;
    }

    private Optional<ShiftOverride> override(Section section, ZoneId zone) {
        section.allow("start", "end", "person");
        int before = problems.count();
        Instant start = Rotation.instant(wallClock(section, "start"), zone);
        Instant end = Rotation.instant(wallClock(section, "end"), zone);
        String person = section.requiredText("person");
        known(section, "person", "person", person, people.keySet());
        if (problems.count() > before) {
            return Optional.empty();
        }
        if (!start.isBefore(end)) {
            section.problem("end", "end: not after start");
            return Optional.empty();
        }
        return Optional.of(new ShiftOverride(start, end, person));
    }

    /** A wall-clock time, or one of no meaning and a problem. */
    private static LocalDateTime wallClock(Section section, String field) {
        String written = section.requiredText(field);
        try {
            return written.isEmpty() ? NO_TIME : LocalDateTime.parse(written.replace(' ', 'T'));
        } catch (DateTimeException e) {
            section.problem(
                    field, field + ": not a time: \"" + written + "\"; write it like 2026-01-05T09:00, without a zone");
            return NO_TIME;
        }
    }

    private void policy(String name, Section section) {
        section.allow("steps", "repeat");
        List<Policy.Step> steps = new ArrayList<>();
        for (Section step : section.sections("steps", "policy \"" + name + "\", step")) {
            step.allow("notify", "delay");
            List<String> notify = step.textList("notify");
            notify.forEach(target -> known(step, "notify", "person or rotation", target, named));
            if (notify.isEmpty()) {
                step.problem("notify", "notifies nobody; name people or rotations");
            }
            steps.add(new Policy.Step(notify, step.duration("delay", Duration.ofMinutes(5))));
        }
        if (steps.isEmpty()) {
            section.problem("steps", "needs at least one step");
            return;
        }
        policies.put(name, new Policy(name, steps, Math.max(0, section.wholeNumber("repeat", 0))));
    }

    private ZoneId zone(Section section, ZoneId otherwise) {
        Optional<String> written = section.text("zone");
        try {
            return written.isEmpty() ? otherwise : ZoneId.of(written.get());
        } catch (DateTimeException e) {
            section.problem(
                    "zone",
                    "zone: not a time zone: \"" + written.orElse("") + "\""
                            + Suggestion.among(ZoneId.getAvailableZoneIds(), written.orElse("")));
            return otherwise;
        }
    }

    private static void known(Section section, String field, String what, String name, Collection<String> names) {
        if (!name.isEmpty() && !names.contains(name)) {
            section.problem(field, what + " \"" + name + "\" is not in this file" + Suggestion.among(names, name));
        }
    }
}
