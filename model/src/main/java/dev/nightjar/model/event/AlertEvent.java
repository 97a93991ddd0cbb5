package dev.nightjar.model.event;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the rule engine did to alerts. */
public sealed interface AlertEvent extends Event {
    /** Where an alert stands. */
    enum State {
        INACTIVE,
        PENDING,
        FIRING
    }

    /**
     * An alert changed its state. Holds the whole alert, so that the engine's state can be rebuilt from the newest
     * transition of each.
     *
     * @param rule the rule's identity: file, group and name
     * @param labels the alert's identity within the rule, with {@code alertname}
     * @param activeAt since when the expression has held, without downtime of the engine
     * @param value of the expression
     */
    record AlertTransitioned(
            Instant at,
            String rule,
            Labels labels,
            Map<String, String> annotations,
            State from,
            State to,
            Instant activeAt,
            @Nullable Instant firedAt,
            @Nullable Instant keepFiringSince,
            double value)
            implements AlertEvent {}

    /**
     * The engine was evaluating at this time. Only in logs of earlier versions: by now it is noted beside the log ({@link
     * EventLog#noteAtWork}), which it filled with an event every five seconds.
     */
    record EvaluationCheckpoint(Instant at) implements AlertEvent {}
}
