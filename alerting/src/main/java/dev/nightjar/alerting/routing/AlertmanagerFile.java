package dev.nightjar.alerting.routing;

import dev.nightjar.alerting.template.TemplateSet;
import dev.nightjar.definition.Node;
import dev.nightjar.definition.Problems;
import dev.nightjar.definition.Section;
import dev.nightjar.definition.Suggestion;
import dev.nightjar.definition.YamlFile;
import dev.nightjar.gotemplate.TemplateException;
import dev.nightjar.model.Matcher;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an {@code alertmanager.yml} as it is. What Alertmanager refuses is refused; what it knows and Nightjar does not
 * is refused by name and line, never left out in silence.
 */
public final class AlertmanagerFile {
    private final Path folder;
    private final Problems problems;

    private AlertmanagerFile(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /**
     * What is wrong goes to {@code problems}; then the result is not to be used.
     *
     * @param folder that paths in it are relative to
     */
    public static Routing read(String file, Path folder, String text, Problems problems) {
        List<Node> documents = YamlFile.documents(file, text, problems);
        if (documents.isEmpty()) {
            if (problems.isEmpty()) {
                problems.add(file, 1, "no route provided in config");
            }
            return Routing.NONE;
        }
        return Section.of(file, "", documents.getFirst(), problems)
                .map(root -> new AlertmanagerFile(folder, problems).read(root, text))
                .orElse(Routing.NONE);
    }

    private Routing read(Section root, String text) {
        int before = problems.count();
        root.allow(
                "global",
                "templates",
                "route",
                "inhibit_rules",
                "receivers",
                "mute_time_intervals",
                "time_intervals",
                "tracing",
                "event_recorder");
        OwnWorkings.read(root, folder);
        Globals globals = Globals.read(root.section("global", "global"), folder);
        Map<String, Receiver> receivers = receivers(root, globals);
        Map<String, TimeInterval> intervals = new LinkedHashMap<>();
        TimeIntervalReader times = new TimeIntervalReader(intervals);
        root.sections("mute_time_intervals", "mute time interval").forEach(times::read);
        root.sections("time_intervals", "time interval").forEach(times::read);
        Optional<Route> route = root.section("route", "route")
                .map(section -> new RouteReader(receivers.keySet(), intervals.keySet()).root(section));
        if (route.isEmpty()) {
            root.problem("route", "no route provided in config");
        }
        List<InhibitRule> inhibitions = new ArrayList<>();
        root.sections("inhibit_rules", "inhibit rule").forEach(rule -> inhibitions.add(inhibition(rule)));
        List<Path> templates = templates(root);
        if (problems.count() > before || route.isEmpty()) {
            return Routing.NONE;
        }
        return new Routing(
                true,
                Masking.of(text),
                globals.resolveTimeout(),
                new RouteTree(route.get()),
                receivers,
                inhibitions,
                intervals,
                templates);
    }

    private Map<String, Receiver> receivers(Section root, Globals globals) {
        Map<String, Receiver> receivers = new LinkedHashMap<>();
        for (Section section : root.sections("receivers", "receiver")) {
            String name = section.requiredText("name");
            Receiver receiver = new ReceiverReader(globals, folder).read(name, section.as("receiver \"" + name + "\""));
            if (receivers.put(name, receiver) != null) {
                section.problem("name", "notification config name \"" + name + "\" is not unique; rename one");
            }
        }
        return receivers;
    }

    private InhibitRule inhibition(Section rule) {
        rule.allow(
                "name",
                "source_match",
                "source_match_re",
                "source_matchers",
                "target_match",
                "target_match_re",
                "target_matchers",
                "equal");
        List<String> equal = rule.textList("equal");
        if (equal.contains("")) {
            rule.problem("equal", "invalid label name \"\" in equal list");
        }
        return new InhibitRule(
                matchers(rule, "source_match", "source_match_re", "source_matchers"),
                matchers(rule, "target_match", "target_match_re", "target_matchers"),
                equal);
    }

    /** The older syntax knows no other names than those of Prometheus 2. */
    private static void checkNames(Section section, String field) {
        for (String name : section.texts(field).keySet()) {
            if (!name.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
                section.problem(field, "invalid label name \"" + name + "\"; names like this one stand in matchers");
            }
        }
    }

    /** The matchers of both syntaxes, in Alertmanager's order. */
    static List<Matcher> matchers(Section section, String equal, String regex, String both) {
        checkNames(section, equal);
        checkNames(section, regex);
        List<Matcher> matchers = new ArrayList<>();
        section.texts(equal).forEach((name, value) -> matchers.add(Matcher.equal(name, value)));
        section.texts(regex).forEach((name, value) -> {
            try {
                // written so it stands in the keys of groups
                matchers.add(new Matcher(name, Matcher.Op.MATCHES, "^(?:" + value + ")$"));
            } catch (IllegalArgumentException e) {
                section.problem(regex, String.valueOf(e.getMessage()));
            }
        });
        for (String text : section.textList(both)) {
            try {
                matchers.addAll(MatcherText.parse(text));
            } catch (IllegalArgumentException e) {
                section.problem(both, String.valueOf(e.getMessage()));
            }
        }
        return MatcherText.sorted(matchers);
    }

    private List<Path> templates(Section root) {
        List<Path> found = new ArrayList<>();
        for (String glob : root.textList("templates")) {
            Path pattern = folder.resolve(glob);
            Path parent = pattern.getParent() == null ? folder : pattern.getParent();
            String name = String.valueOf(pattern.getFileName());
            if (!Files.isDirectory(parent)) {
                continue;
            }
            try (DirectoryStream<Path> files = Files.newDirectoryStream(parent, name)) {
                List<Path> matching = new ArrayList<>();
                files.forEach(matching::add);
                found.addAll(matching.stream().sorted().toList());
            } catch (IOException | java.util.regex.PatternSyntaxException e) {
                root.problem("templates", "templates: cannot list " + glob + ": " + e.getMessage());
            }
        }
        for (Path file : found) {
            try {
                TemplateSet.parse(
                        List.of(new TemplateSet.File(String.valueOf(file.getFileName()), Files.readString(file))));
            } catch (IOException | TemplateException e) {
                root.problem("templates", "templates: " + file + ": " + e.getMessage());
            }
        }
        return found;
    }

    /** What {@code global} gives to everything that does not say otherwise. */
    record Globals(
            Duration resolveTimeout,
            HttpSettings http,
            MailDefaults mail,
            SlackDefaults slack,
            String pagerDutyUrl,
            String opsgenieUrl,
            Secret opsgenieKey) {
        /** Global settings of services that no receiver here can have: harmless, so they are read over. */
        private static final List<String> OF_OTHERS = List.of(
                "victorops_api_url",
                "victorops_api_key",
                "victorops_api_key_file",
                "wechat_api_url",
                "wechat_api_secret",
                "wechat_api_secret_file",
                "wechat_api_corp_id",
                "telegram_api_url",
                "telegram_bot_token",
                "telegram_bot_token_file",
                "webex_api_url",
                "jira_api_url",
                "rocketchat_api_url",
                "rocketchat_token",
                "rocketchat_token_file",
                "rocketchat_token_id",
                "rocketchat_token_id_file",
                "mattermost_webhook_url",
                "mattermost_webhook_url_file");

        private static final List<String> KNOWN = List.of(
                "resolve_timeout",
                "http_config",
                "pagerduty_url",
                "opsgenie_api_url",
                "opsgenie_api_key",
                "opsgenie_api_key_file");

        static Globals read(Optional<Section> written, Path folder) {
            if (written.isEmpty()) {
                return new Globals(
                        Duration.ofMinutes(5),
                        HttpSettings.PLAIN,
                        MailDefaults.NONE,
                        SlackDefaults.NONE,
                        "https://events.pagerduty.com/v2/enqueue",
                        "https://api.opsgenie.com/",
                        Secret.NONE);
            }
            Section section = written.get();
            List<String> allowed = new ArrayList<>(KNOWN);
            allowed.addAll(MailDefaults.FIELDS);
            allowed.addAll(SlackDefaults.FIELDS);
            allowed.addAll(OF_OTHERS);
            section.allow(allowed.toArray(String[]::new));
            Fields.checkUrls(section, "pagerduty_url", "opsgenie_api_url");
            return new Globals(
                    section.duration("resolve_timeout", Duration.ofMinutes(5)),
                    HttpSettingsReader.read(section, HttpSettings.PLAIN, folder),
                    MailDefaults.read(section, folder),
                    SlackDefaults.read(section, folder),
                    section.text("pagerduty_url").orElse("https://events.pagerduty.com/v2/enqueue"),
                    section.text("opsgenie_api_url").orElse("https://api.opsgenie.com/"),
                    Fields.secret(section, "opsgenie_api_key", folder).orElse(Secret.NONE));
        }
    }

    /** Reports a name that nobody defined. */
    static void known(Section section, String field, String what, String name, java.util.Collection<String> names) {
        if (!names.contains(name)) {
            section.problem(field, "undefined " + what + " \"" + name + "\"" + Suggestion.among(names, name));
        }
    }
}
