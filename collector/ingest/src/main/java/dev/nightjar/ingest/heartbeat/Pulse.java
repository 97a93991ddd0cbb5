package dev.nightjar.ingest.heartbeat;

import dev.nightjar.definition.heartbeat.Heartbeat;
import dev.nightjar.model.probe.HeartbeatStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * How a heartbeat stands: what signs came, and by when the next one has to have come.
 *
 * @param lastBeat the last sign that a run ended, well or not
 * @param started when a run began that has not ended
 * @param lastRun how long the last run took that said when it began
 */
record Pulse(
        Optional<Instant> lastBeat, Optional<Instant> started, Instant due, int exitCode, Optional<Duration> lastRun) {

    /** One that is waited for from {@code now} on. */
    static Pulse fresh(Heartbeat of, Instant now) {
        return new Pulse(Optional.empty(), Optional.empty(), dueAfter(of, now), 0, Optional.empty());
    }

    private static Instant dueAfter(Heartbeat of, Instant time) {
        return of.rhythm().after(time).plus(of.grace());
    }

    /** A run ended. */
    Pulse ended(Heartbeat of, int code, Instant now) {
        return new Pulse(
                Optional.of(now),
                Optional.empty(),
                dueAfter(of, now),
                code,
                started.map(began -> Duration.between(began, now)).or(() -> lastRun));
    }

    /** A run begins; it has the grace to end. */
    Pulse begun(Heartbeat of, Instant now) {
        return new Pulse(lastBeat, Optional.of(now), now.plus(of.grace()), exitCode, lastRun);
    }

    /** The same under another definition. */
    Pulse redefined(Heartbeat of, Instant now) {
        Instant newDue = started.isPresent() ? started.get().plus(of.grace()) : dueAfter(of, lastBeat.orElse(now));
        return new Pulse(lastBeat, started, newDue, exitCode, lastRun);
    }

    /**
     * After nobody listened since {@code alive}. A sign that came meanwhile is lost: after a short while whoever gave it
     * gives it again or gives the next in time, with the pause left out; after one longer than the grace the next sign is
     * waited for. What was missing before stays missing.
     */
    Pulse resumed(Heartbeat of, Instant alive, Instant now) {
        Duration pause = Duration.between(alive, now);
        if (!due.isAfter(alive) || !pause.isPositive()) {
            return this;
        }
        Instant later = due.plus(pause);
        if (pause.compareTo(of.grace()) > 0) {
            Instant next = dueAfter(of, now);
            later = next.isAfter(due) ? next : due;
        }
        return new Pulse(lastBeat, started, later, exitCode, lastRun);
    }

    HeartbeatStatus.State state(Heartbeat of, Instant now) {
        if (now.isAfter(due)) {
            return HeartbeatStatus.State.MISSING;
        }
        if (exitCode != 0) {
            return HeartbeatStatus.State.FAILED;
        }
        if (started.isPresent()) {
            return HeartbeatStatus.State.RUNNING;
        }
        if (now.isAfter(due.minus(of.grace()))) {
            return HeartbeatStatus.State.LATE;
        }
        return lastBeat.isPresent() ? HeartbeatStatus.State.UP : HeartbeatStatus.State.NEW;
    }
}
