package dev.nightjar.model;

import java.util.Arrays;
import java.util.List;

/**
 * Lines that look alike.
 *
 * @param pattern their text, {@code <_>} in place of what differs, as LogQL's {@code |>} takes it: all its lines match it
 * @param lines per slice
 * @param level of most of its lines, {@code unknown} where they have none
 * @param origins who wrote the lines that were counted, at least one, those with most lines first
 * @param example the newest of the lines counted
 */
public record LogPattern(String pattern, long[] lines, String level, List<Origin> origins, Example example) {
    /** A service is known well enough after this long to call a line of it new: half an hour. */
    private static final long ACQUAINTANCE_NANOS = 1_800_000_000_000L;

    public LogPattern {
        origins = List.copyOf(origins);
    }

    /** Of all slices. */
    public long total() {
        return Arrays.stream(lines).sum();
    }

    /** When any of the services that wrote these lines first wrote such a line, in nanoseconds. */
    public long firstSeenNanos() {
        return origins.stream().mapToLong(Origin::seenSinceNanos).min().orElseThrow();
    }

    /**
     * Whether none of its services wrote such a line before {@code timeNanos}, though one wrote others, and for so long
     * that what it writes now and then was seen.
     */
    public boolean isNewSince(long timeNanos) {
        long first = firstSeenNanos();
        return first >= timeNanos
                && origins.stream()
                        .anyMatch(origin -> origin.serviceKnownSinceNanos() < timeNanos
                                && first - origin.serviceKnownSinceNanos() >= ACQUAINTANCE_NANOS);
    }

    /**
     * A service, and a version of it, that wrote some of the lines. Times are those of lines, in nanoseconds, and are
     * kept longer than the lines.
     *
     * @param service empty where the lines' labels name none
     * @param version empty where neither labels nor metadata name one
     * @param lines of the range
     * @param seenInVersionSinceNanos when this version first wrote such a line
     * @param seenSinceNanos when any version of the service did
     * @param serviceKnownSinceNanos when the service first wrote any line
     */
    public record Origin(
            String service,
            String version,
            long lines,
            long seenInVersionSinceNanos,
            long seenSinceNanos,
            long serviceKnownSinceNanos) {}

    /** A line as it is stored; {@code metadata} as sent. */
    public record Example(Labels labels, long timestampNanos, byte[] line, Labels metadata) {}
}
