package dev.nightjar.agent;

import dev.nightjar.model.Labels;
import java.util.ArrayList;
import java.util.List;

/** Lines as a program writes them; those that continue an entry, as of a stack trace, join it. */
record PlainFormat() implements LogFormat {
    @Override
    public List<LogEntry> entries(byte[] range) {
        List<LogEntry> entries = new ArrayList<>();
        int[] starts = EntrySplitter.starts(range, range.length);
        for (int i = 0; i < starts.length; i++) {
            int from = startsWithMark(range, starts[i]) ? starts[i] + 3 : starts[i];
            int to = withoutLineEnd(range, from, i + 1 < starts.length ? starts[i + 1] : range.length);
            entries.add(new LogEntry(range, from, to, LogEntry.NO_TIME, Labels.EMPTY));
        }
        return entries;
    }

    /** The mark by which some programs say that a file is UTF-8. */
    private static boolean startsWithMark(byte[] bytes, int at) {
        return at == 0
                && bytes.length >= 3
                && (bytes[0] & 0xff) == 0xEF
                && (bytes[1] & 0xff) == 0xBB
                && (bytes[2] & 0xff) == 0xBF;
    }

    static int withoutLineEnd(byte[] bytes, int from, int to) {
        int end = to;
        if (end > from && bytes[end - 1] == '\n') {
            end--;
        }
        if (end > from && bytes[end - 1] == '\r') {
            end--;
        }
        return end;
    }

    @Override
    public int shippable(byte[] bytes, int length, boolean settled, boolean finished, boolean full) {
        return EntrySplitter.shippable(bytes, length, settled, finished, full);
    }
}
