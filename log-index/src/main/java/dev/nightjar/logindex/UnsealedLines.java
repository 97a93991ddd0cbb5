package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Counts the lines of a write-ahead log that no committed block has, of certain streams and days. */
final class UnsealedLines {
    private final Path days;
    private final MatcherSet matchers;
    private final NanoRange range;
    /** The number of the last line in a block, by day and stream. */
    private final Map<Long, Map<Labels, Long>> sealedThrough = new HashMap<>();

    private long lines;
    private long bytes;

    /** {@code days}: the folder of the days' folders, in which nothing is committed meanwhile. */
    UnsealedLines(Path days, MatcherSet matchers, NanoRange range) {
        this.days = days;
        this.matchers = matchers;
        this.range = range;
    }

    /** {@code firstSequence}: the number of the stream's first line; the others follow on. */
    void count(long firstSequence, LogBatch.Stream stream) {
        if (!matchers.matches(stream.labels())) {
            return;
        }
        for (int i = 0; i < stream.size(); i++) {
            long day = Day.ofNanos(stream.timestampNanos(i));
            if (Day.overlaps(day, range) && firstSequence + i > sealedThrough(day, stream.labels())) {
                lines++;
                bytes += stream.lineEnd(i) - stream.lineStart(i);
            }
        }
    }

    private long sealedThrough(long day, Labels labels) {
        Map<Labels, Long> known = sealedThrough.get(day);
        if (known == null) {
            known = read(days.resolve(Day.folderName(day)));
            sealedThrough.put(day, known);
        }
        return known.getOrDefault(labels, 0L);
    }

    private static Map<Labels, Long> read(Path folder) {
        Map<Labels, Long> through = new HashMap<>();
        if (Files.isDirectory(folder)) {
            try {
                for (DayTable.Stream stream : DayTable.read(folder).streams()) {
                    for (BlockEntry entry : stream.blocks()) {
                        through.merge(stream.labels(), entry.header().lastSequence(), Math::max);
                    }
                }
            } catch (IOException | RuntimeException e) {
                // told with the day, whose lines in the log are nowhere else now
                return Map.of();
            }
        }
        return through;
    }

    long lines() {
        return lines;
    }

    /** Of the lines' text. */
    long bytes() {
        return bytes;
    }
}
