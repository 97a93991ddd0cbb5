package dev.nightjar.alerting.oncall;

import java.time.Duration;
import java.util.List;

/**
 * Whom to call, one step after the other, until somebody acknowledges.
 *
 * @param repeat how often the steps are gone through again
 */
public record Policy(String name, List<Step> steps, int repeat) {
    public Policy {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("policy " + name + " has no steps");
        }
    }

    /**
     * @param targets rotations and people by name
     * @param delay how long to wait for an acknowledgement before the next step
     */
    public record Step(List<String> targets, Duration delay) {
        public Step {
            targets = List.copyOf(targets);
        }
    }

    /** How many steps there are with all repetitions. */
    public int stepCount() {
        return steps.size() * (repeat + 1);
    }

    public Step step(int number) {
        return steps.get(number % steps.size());
    }
}
