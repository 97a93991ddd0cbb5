package dev.nightjar.ingest.probe;

import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/**
 * How one run of a probe went.
 *
 * @param phases how long each took that was come to, in their order
 * @param failedPhase in which it failed; empty if it did not
 * @param reason why it failed, in a sentence; empty if it did not
 * @param values by metric and labels, {@code probe_success} and {@code probe_duration_seconds} among them
 * @param certificateEnds when the first of the target's certificates ends, if it showed any
 * @param log what was done, step by step
 */
record ProbeOutcome(
        boolean success,
        Duration took,
        SequencedMap<String, Duration> phases,
        String failedPhase,
        String reason,
        SequencedMap<Labels, Double> values,
        Optional<Instant> certificateEnds,
        List<String> log) {
    ProbeOutcome {
        phases = new LinkedHashMap<>(phases);
        values = new LinkedHashMap<>(values);
        log = List.copyOf(log);
    }
}
