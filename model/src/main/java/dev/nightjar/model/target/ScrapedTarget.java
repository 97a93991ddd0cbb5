package dev.nightjar.model.target;

import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A target and how its last scrape went.
 *
 * @param discovered labels before relabelling
 * @param labels that its samples get
 * @param lastError empty if the last scrape went well
 * @param samples of the last scrape
 */
public record ScrapedTarget(
        String pool,
        Labels discovered,
        Labels labels,
        String url,
        Health health,
        String lastError,
        Optional<Instant> lastScrape,
        Duration lastDuration,
        Duration interval,
        Duration timeout,
        int samples) {
    /** How the last scrape went. */
    public enum Health {
        /** There was none yet. */
        UNKNOWN,
        UP,
        DOWN;

        /** As Prometheus' HTTP API writes it. */
        public String text() {
            return switch (this) {
                case UNKNOWN -> "unknown";
                case UP -> "up";
                case DOWN -> "down";
            };
        }
    }
}
