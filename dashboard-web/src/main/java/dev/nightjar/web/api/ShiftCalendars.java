package dev.nightjar.web.api;

import dev.nightjar.definition.Suggestion;
import dev.nightjar.web.api.CalendarText.Entry;
import dev.nightjar.web.api.ScheduleDocuments.Made;
import dev.nightjar.web.api.ScheduleDocuments.NamedPerson;
import dev.nightjar.web.api.ScheduleDocuments.Rotation;
import dev.nightjar.web.api.ScheduleDocuments.Schedule;
import dev.nightjar.web.api.ScheduleDocuments.Shift;
import dev.nightjar.web.http.HttpProblem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Shifts as calendars to subscribe to: of a rotation, of a person. */
final class ShiftCalendars {
    private static final Duration BACK = Duration.ofDays(28);
    private static final Duration AHEAD = Duration.ofDays(182);

    private final Alarms alarms;

    ShiftCalendars(Alarms alarms) {
        this.alarms = alarms;
    }

    /** Everybody's shifts of a rotation. */
    String ofRotation(String name, Instant now) {
        Schedule schedule = schedule(now);
        Rotation rotation = schedule.rotations().stream()
                .filter(each -> each.rotation().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "rotation",
                        name,
                        schedule.rotations().stream().map(Rotation::rotation).toList()));
        return CalendarText.of(
                "On call: " + name, entries(rotation, any -> true, shift -> shift.name() + " on call: " + name), now);
    }

    /** One person's shifts of all rotations. */
    String ofPerson(String person, Instant now) {
        Schedule schedule = schedule(now);
        NamedPerson named = schedule.people().stream()
                .filter(each -> each.person().equals(person))
                .findFirst()
                .orElseThrow(() -> unknown(
                        "person",
                        person,
                        schedule.people().stream().map(NamedPerson::person).toList()));
        List<Entry> entries = new ArrayList<>();
        schedule.rotations()
                .forEach(rotation -> entries.addAll(entries(
                        rotation, shift -> shift.person().equals(person), shift -> "On call: " + rotation.rotation())));
        entries.sort(Comparator.comparing(Entry::from));
        return CalendarText.of(named.name() + " on call", entries, now);
    }

    private Schedule schedule(Instant now) {
        return alarms.schedule(now.minus(BACK), now.plus(AHEAD));
    }

    private static List<Entry> entries(Rotation rotation, Predicate<Shift> which, Function<Shift, String> summary) {
        return rotation.shifts().stream()
                .filter(which)
                .map(shift -> new Entry(
                        rotation.rotation() + "-" + shift.startMillis() / 1000 + "@nightjar",
                        Instant.ofEpochMilli(shift.startMillis()),
                        Instant.ofEpochMilli(shift.endMillis()),
                        summary.apply(shift),
                        description(rotation, shift)))
                .toList();
    }

    private static String description(Rotation rotation, Shift shift) {
        Made made = shift.handOver();
        String zone = "hands over by the clocks of " + rotation.zone();
        if (made != null) {
            return "override by " + made.by() + (made.reason().isEmpty() ? "" : ": " + made.reason()) + "\n" + zone;
        }
        return shift.override() ? "override in oncall.yml\n" + zone : zone;
    }

    private static HttpProblem unknown(String what, String name, List<String> known) {
        return HttpProblem.notFound(
                "there is no " + what + " \"" + name + "\" in oncall.yml" + Suggestion.among(known, name),
                known.isEmpty() ? "it has none" : "there are: " + String.join(", ", known));
    }
}
