package dev.nightjar.web.api;

import dev.nightjar.model.LogPattern;
import dev.nightjar.web.api.Documents.LogLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of log patterns, in the words of {@code ui/src/api/contract}. */
final class PatternDocuments {
    private static final long NANOS_PER_MILLI = 1_000_000;

    /**
     * @param startMillis of the first count
     * @param others how many patterns are not listed, and how many lines they have
     */
    record Patterns(long startMillis, int stepSeconds, long lines, List<Pattern> patterns, Others others) {}

    record Others(int patterns, long lines) {}

    /**
     * @param share of all lines that have a pattern
     * @param counts of lines, step by step
     * @param newSinceMillis when the first such line of all was written, where that was within the range and the service
     *     was known before
     */
    record Pattern(
            String pattern,
            String level,
            long lines,
            double share,
            List<Long> counts,
            long firstSeenMillis,
            @Nullable Long newSinceMillis,
            List<Origin> origins,
            LogLine example) {
        static Pattern of(LogPattern found, long allLines, long sinceNanos) {
            long firstSeen = found.firstSeenNanos() / NANOS_PER_MILLI;
            LogPattern.Example example = found.example();
            return new Pattern(
                    found.pattern(),
                    found.level(),
                    found.total(),
                    (double) found.total() / Math.max(1, allLines),
                    Arrays.stream(found.lines()).boxed().toList(),
                    firstSeen,
                    found.isNewSince(sinceNanos) ? firstSeen : null,
                    found.origins().stream().map(Origin::of).toList(),
                    new LogLine(
                            Long.toString(example.timestampNanos()),
                            example.labels().toMap(),
                            new String(example.line(), StandardCharsets.UTF_8)));
        }
    }

    /** {@code newInVersion}: no version of the service before this one wrote such a line. */
    record Origin(
            String service,
            String version,
            long lines,
            long firstSeenMillis,
            long firstSeenInVersionMillis,
            boolean newInVersion) {
        static Origin of(LogPattern.Origin found) {
            return new Origin(
                    found.service(),
                    found.version(),
                    found.lines(),
                    found.seenSinceNanos() / NANOS_PER_MILLI,
                    found.seenInVersionSinceNanos() / NANOS_PER_MILLI,
                    !found.version().isEmpty()
                            && found.seenInVersionSinceNanos() == found.seenSinceNanos()
                            && found.seenSinceNanos() > found.serviceKnownSinceNanos());
        }
    }

    private PatternDocuments() {}
}
