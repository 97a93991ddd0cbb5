package dev.nightjar.definition.heartbeat;

import dev.nightjar.definition.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** When a sign of life is expected. */
public sealed interface Rhythm {
    /** The next time after {@code time}. */
    Instant after(Instant time);

    /** As it was written. */
    String text();

    /** So long after the last one. */
    record Every(Duration interval) implements Rhythm {
        @Override
        public Instant after(Instant time) {
            return time.plus(interval);
        }

        @Override
        public String text() {
            return "every " + DurationText.of(interval);
        }
    }

    /** At the times of a crontab, as a clock of {@code zone} shows them. */
    record At(Cron cron, ZoneId zone) implements Rhythm {
        @Override
        public Instant after(Instant time) {
            return cron.after(time.atZone(zone)).toInstant();
        }

        @Override
        public String text() {
            return cron.text() + " " + zone;
        }
    }
}
