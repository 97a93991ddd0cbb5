package dev.nightjar.model;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a disk takes to make what a store writes durable; senders wait for it. One sync at a time. Thread-safe. */
public final class SyncPace {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    private static final Duration SLOW = Duration.ofMillis(250);

    private final InstantSource clock;
    private long syncs;
    private Duration total = Duration.ZERO;
    private Duration slowest = Duration.ZERO;
    private Duration slowestBefore = Duration.ZERO;
    private Instant windowBegan;
    private @Nullable Instant begun;

    public SyncPace(InstantSource clock) {
        this.clock = clock;
        this.windowBegan = clock.instant();
    }

    /**
     * What was seen.
     *
     * @param syncs since the start
     * @param seconds that all of them took
     * @param slowestSeconds of the last minute or two, one that is not done yet included
     */
    public record Seen(long syncs, double seconds, double slowestSeconds) {}

    /** What is done while a sync is timed. */
    @FunctionalInterface
    public interface Sync<E extends Exception> {
        void run() throws E;
    }

    /** Does it and takes the time. */
    public <E extends Exception> void time(Sync<E> sync) throws E {
        begin();
        try {
            sync.run();
        } finally {
            end();
        }
    }

    private synchronized void begin() {
        begun = clock.instant();
    }

    private synchronized void end() {
        Duration took = running();
        begun = null;
        turn();
        syncs++;
        total = total.plus(took);
        slowest = longer(slowest, took);
    }

    private Duration running() {
        Instant since = begun;
        Duration took = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
        return took.isNegative() ? Duration.ZERO : took;
    }

    /** Begins another minute where the present one is over. */
    private void turn() {
        Instant now = clock.instant();
        if (!now.isBefore(windowBegan.plus(WINDOW))) {
            slowestBefore = now.isBefore(windowBegan.plus(WINDOW.multipliedBy(2))) ? slowest : Duration.ZERO;
            slowest = Duration.ZERO;
            windowBegan = now;
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private Duration slowestLately() {
        turn();
        return longer(longer(slowest, slowestBefore), running());
    }

    public synchronized Seen seen() {
        return new Seen(syncs, total.toNanos() / 1e9, slowestLately().toNanos() / 1e9);
    }

    /** Says so where the disk is slow. */
    public synchronized Optional<String> complaint() {
        Duration worst = slowestLately();
        return worst.compareTo(SLOW) < 0
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "the disk is slow: to make a write durable took up to %.1f s in the last minutes, for which senders"
                                + " wait; look for what else uses the disk, and for errors of the disk in the kernel's log",
                        worst.toMillis() / 1e3));
    }
}
