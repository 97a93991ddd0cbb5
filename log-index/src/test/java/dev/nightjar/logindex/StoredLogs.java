package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSelection.LineFilter;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Puts lines into a store and reads them back, for tests. */
final class StoredLogs {
    private StoredLogs() {}

    static LogBatch batch(Labels labels, long fromNanos, long stepNanos, String... lines) {
        LogBatch.StreamBuilder stream = LogBatch.stream(labels);
        for (int i = 0; i < lines.length; i++) {
            stream.line(fromNanos + i * stepNanos, lines[i].getBytes(StandardCharsets.UTF_8));
        }
        return new LogBatch(List.of(stream.build()));
    }

    static String[] numbered(String before, int from, int to) {
        String[] lines = new String[to - from];
        for (int i = from; i < to; i++) {
            lines[i - from] = before + " request " + i + " took " + (i * 7919 % 1000) + " ms";
        }
        return lines;
    }

    /** All lines, the oldest first. */
    static List<String> lines(LogIndex index) {
        return lines(index, List.of());
    }

    /** Those that contain the text, the oldest first. */
    static List<String> linesWith(LogIndex index, String text) {
        return lines(index, List.of(new LineFilter.Contains(text, false)));
    }

    private static List<String> lines(LogIndex index, List<LineFilter> filters) {
        List<String> lines = new ArrayList<>();
        LogSelection all = new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.OLDEST_FIRST, filters);
        try (LogCursor cursor = index.select(all)) {
            while (cursor.next()) {
                lines.add(new String(cursor.line(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    /** Sixty batches of {@link CrashingWriter} in sealed blocks, from which lines were deleted on the way. */
    static void writeWithDeletion(LogIndex index) throws IOException {
        for (int i = 0; i < 40; i++) {
            index.append(CrashingWriter.batch(i));
        }
        index.flush();
        index.admin().delete("app=a1 line 7", NanoRange.ALL);
        index.housekeep();
        for (int i = 40; i < 60; i++) {
            index.append(CrashingWriter.batch(i));
        }
        index.flush();
    }
}
