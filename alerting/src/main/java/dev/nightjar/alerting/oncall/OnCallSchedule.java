package dev.nightjar.alerting.oncall;

import java.time.Duration;
import java.time.ZoneId;
import java.util.List;

/** Who has which shift in a time, and who is called one after the other. */
public record OnCallSchedule(List<Lane> rotations, List<Escalation> policies) {
    /** A rotation's shifts, without a gap. */
    public record Lane(String rotation, ZoneId zone, List<NamedShift> shifts) {
        public Lane {
            shifts = List.copyOf(shifts);
        }
    }

    /** A shift and who has it. */
    public record NamedShift(Shift shift, Person person) {}

    /** @param services that follow the policy by name; the default policy is followed by all others, too */
    public record Escalation(String policy, boolean isDefault, List<String> services, List<Step> steps, int repeat) {
        public Escalation {
            services = List.copyOf(services);
            steps = List.copyOf(steps);
        }
    }

    /**
     * @param targets rotations and people by name
     * @param people whom they mean now
     * @param delay how long an acknowledgement is waited for before the next step
     */
    public record Step(List<String> targets, List<Person> people, Duration delay) {
        public Step {
            targets = List.copyOf(targets);
            people = List.copyOf(people);
        }
    }

    public OnCallSchedule {
        rotations = List.copyOf(rotations);
        policies = List.copyOf(policies);
    }
}
