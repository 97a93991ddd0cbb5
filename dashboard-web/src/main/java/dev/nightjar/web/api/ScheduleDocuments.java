package dev.nightjar.web.api;

import dev.nightjar.alerting.oncall.HandOver;
import dev.nightjar.alerting.oncall.OnCallSchedule;
import dev.nightjar.alerting.oncall.Person;
import dev.nightjar.alerting.oncall.ShiftOverride;
import dev.nightjar.alerting.paging.LoadReport;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shifts and escalation policies as documents. Pure. */
final class ScheduleDocuments {
    private ScheduleDocuments() {}

    /** @param people who can be called, in the file's order */
    record Schedule(List<Rotation> rotations, List<Policy> policies, List<NamedPerson> people) {}

    /** @param person as files call them; {@code name}: as people do */
    record NamedPerson(String person, String name) {}

    /** @param zone in which it hands over */
    record Rotation(String rotation, String zone, List<Shift> shifts) {}

    /**
     * @param override whether it was taken out of the rotation's turns
     * @param handOver the override that somebody made by this API; null: it stands in the file, or there is none
     */
    record Shift(
            String person,
            String name,
            long startMillis,
            long endMillis,
            boolean override,
            @Nullable Made handOver) {}

    /** @param reason empty: nobody said */
    record Made(String overrideId, String by, long madeMillis, String reason) {}

    record Policy(String policy, boolean isDefault, List<String> services, List<Step> steps, int repeat) {}

    /**
     * @param targets rotations and people as the policy names them
     * @param people whom they mean now
     * @param delaySeconds until the next step, unless somebody acknowledges
     */
    record Step(List<String> targets, List<String> people, double delaySeconds) {}

    /**
     * How often somebody was called.
     *
     * @param zone by whose clocks nights, weekends and hours are meant
     * @param atNight between 22:00 and 07:00
     * @param atWeekends on Saturdays and Sundays, but for the nights
     * @param byHour in each of the 24 hours of the day
     */
    record Load(
            String person, String name, String zone, int calls, int atNight, int atWeekends, List<Integer> byHour) {}

    static Load load(LoadReport report) {
        return new Load(
                report.person().id(),
                report.person().displayName(),
                report.person().zone().getId(),
                report.calls(),
                report.atNight(),
                report.atWeekends(),
                report.byHour());
    }

    static Schedule schedule(OnCallSchedule schedule, Collection<Person> people) {
        return new Schedule(
                schedule.rotations().stream().map(ScheduleDocuments::rotation).toList(),
                schedule.policies().stream().map(ScheduleDocuments::policy).toList(),
                people.stream()
                        .map(person -> new NamedPerson(person.id(), person.displayName()))
                        .toList());
    }

    private static Rotation rotation(OnCallSchedule.Lane lane) {
        return new Rotation(
                lane.rotation(),
                lane.zone().getId(),
                lane.shifts().stream().map(ScheduleDocuments::shift).toList());
    }

    private static Shift shift(OnCallSchedule.NamedShift named) {
        return new Shift(
                named.person().id(),
                named.person().displayName(),
                named.shift().start().toEpochMilli(),
                named.shift().end().toEpochMilli(),
                named.shift().isOverride(),
                made(named.shift().override()));
    }

    private static @Nullable Made made(@Nullable ShiftOverride override) {
        HandOver handOver = override == null ? null : override.handOver();
        return handOver == null
                ? null
                : new Made(handOver.id(), handOver.by(), handOver.madeAt().toEpochMilli(), handOver.reason());
    }

    private static Policy policy(OnCallSchedule.Escalation policy) {
        return new Policy(
                policy.policy(),
                policy.isDefault(),
                policy.services(),
                policy.steps().stream()
                        .map(step -> new Step(
                                step.targets(),
                                step.people().stream().map(Person::displayName).toList(),
                                step.delay().toMillis() / 1000.0))
                        .toList(),
                policy.repeat());
    }
}
