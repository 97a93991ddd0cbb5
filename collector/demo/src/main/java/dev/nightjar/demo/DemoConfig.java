package dev.nightjar.demo;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the demo runs.
 *
 * @param server root address to send to
 * @param folder where the truth of a fault ({@code truth.json}) and the note that history was made are kept
 * @param interval between two reports of an instance
 * @param history made up on the first start, so that graphs are not empty
 * @param fault what goes wrong; null for nothing
 * @param after how long after the start
 * @param seed of everything random
 */
public record DemoConfig(
        URI server,
        Path folder,
        Duration interval,
        Duration history,
        @Nullable Fault fault,
        Duration after,
        long seed) {
    public static final Duration INTERVAL = Duration.ofSeconds(5);
    public static final Duration HISTORY = Duration.ofHours(1);
    public static final Duration AFTER = Duration.ofSeconds(60);

    public DemoConfig {
        if (!interval.isPositive() || history.isNegative() || after.isNegative()) {
            throw new IllegalArgumentException("interval must be positive, history and after not negative: " + interval
                    + ", " + history + ", " + after);
        }
    }

    /** The file a test reads what really happened from. */
    public Path truthFile() {
        return folder.resolve("truth.json");
    }
}
