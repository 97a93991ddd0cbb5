package dev.nightjar.model.probe;

import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A heartbeat and how it stands.
 *
 * @param labels of its series
 * @param rhythm when a sign is expected, as it was written
 * @param lastBeat the last sign that a run ended, well or not
 * @param started when a run began that has not ended
 * @param due by when the next sign has to have come, grace included
 * @param exitCode of the last run; 0 is well
 * @param lastRun how long the last run took that said when it began
 */
public record HeartbeatStatus(
        String name,
        Labels labels,
        String rhythm,
        Duration grace,
        State state,
        Optional<Instant> lastBeat,
        Optional<Instant> started,
        Instant due,
        int exitCode,
        Optional<Duration> lastRun) {

    /** How it stands, the worst that is true. */
    public enum State {
        /** There was no sign yet, and none is overdue. */
        NEW,
        UP,
        /** A run has begun. */
        RUNNING,
        /** A sign is expected and has not come; its grace is not over. */
        LATE,
        /** The last run said that it failed. */
        FAILED,
        /** The grace is over. */
        MISSING
    }
}
