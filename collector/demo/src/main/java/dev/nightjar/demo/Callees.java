package dev.nightjar.demo;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Who is called by others, and how they answer at present. */
final class Callees {
    /** One call's answer. */
    record Answer(double seconds, boolean failed) {}

    private record State(double seconds, double errorShare) {}

    private final Map<String, State> states = new HashMap<>();
    private boolean bankDown;

    void bankDown(boolean down) {
        bankDown = down;
    }

    /** What a service's instances showed in their last step, on average. */
    void observed(String service, double seconds, double errorShare) {
        states.put(service, new State(seconds, errorShare));
    }

    Answer call(String callee, RandomGenerator random) {
        if (callee.equals(ServiceSpec.BANK)) {
            return bankDown
                    ? new Answer(0.3 + 0.05 * random.nextDouble(), random.nextDouble() < 0.95)
                    : new Answer(0.035 * Math.exp(0.3 * random.nextGaussian()), random.nextDouble() < 0.0002);
        }
        State state = states.getOrDefault(callee, new State(0.02, 0));
        return new Answer(
                state.seconds * Math.exp(0.25 * random.nextGaussian()), random.nextDouble() < state.errorShare);
    }
}
