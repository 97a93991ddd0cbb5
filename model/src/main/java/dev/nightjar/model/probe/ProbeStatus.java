package dev.nightjar.model.probe;

import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A probe and how its last runs went.
 *
 * @param kind {@code http}, {@code tcp}, {@code tls}, {@code dns} or {@code grpc}
 * @param labels of its series
 * @param failing when it counts as failing, such as {@code 2 of 3}
 * @param lastFailure since the server was started
 * @param certificateEnds when the first of the target's certificates ends, as it was seen last
 * @param recent whether the last runs went well, oldest first
 */
public record ProbeStatus(
        String name,
        String kind,
        String target,
        Labels labels,
        Duration interval,
        Duration timeout,
        String failing,
        State state,
        Optional<Run> last,
        Optional<Failure> lastFailure,
        Optional<Instant> certificateEnds,
        List<Boolean> recent) {
    public ProbeStatus {
        recent = List.copyOf(recent);
    }

    /** What its last runs come to. */
    public enum State {
        /** Too few runs yet to say. */
        UNKNOWN,
        PASSING,
        FAILING
    }

    /**
     * A run.
     *
     * @param phases how long each took, in their order; nothing where the probe did not come to it
     */
    public record Run(Instant at, boolean success, Duration took, List<Phase> phases) {
        public Run {
            phases = List.copyOf(phases);
        }
    }

    /** A part of a run, such as {@code connect}. */
    public record Phase(String name, Duration took) {}

    /** A run that failed: in which phase, and why. */
    public record Failure(Instant at, String phase, String reason) {}
}
