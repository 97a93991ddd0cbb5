package dev.nightjar.web.api;

import dev.nightjar.alerting.oncall.OnCallSchedule;
import dev.nightjar.alerting.oncall.Person;
import java.util.List;

/** Shifts and escalation policies as documents. Pure. */
final class ScheduleDocuments {
    private ScheduleDocuments() {}

    record Schedule(List<Rotation> rotations, List<Policy> policies) {}

    /** @param zone in which it hands over */
    record Rotation(String rotation, String zone, List<Shift> shifts) {}

    /** @param override whether somebody took it out of the rotation's turns */
    record Shift(String person, String name, long startMillis, long endMillis, boolean override) {}

    record Policy(String policy, boolean isDefault, List<String> services, List<Step> steps, int repeat) {}

    /**
     * @param targets rotations and people as the policy names them
     * @param people whom they mean now
     * @param delaySeconds until the next step, unless somebody acknowledges
     */
    record Step(List<String> targets, List<String> people, double delaySeconds) {}

    static Schedule schedule(OnCallSchedule schedule) {
        return new Schedule(
                schedule.rotations().stream().map(ScheduleDocuments::rotation).toList(),
                schedule.policies().stream().map(ScheduleDocuments::policy).toList());
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
                named.shift().isOverride());
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
