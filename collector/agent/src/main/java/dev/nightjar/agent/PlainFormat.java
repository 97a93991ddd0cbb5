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
            int end = i + 1 < starts.length ? starts[i + 1] : range.length;
            int from = startsWithMark(range, starts[i]) ? starts[i] + 3 : afterHole(range, starts[i], end);
            int to = withoutLineEnd(range, from, end);
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

    /**
     * Behind the zeros that stand where nothing was written: who does not append goes on at his old place in a file
     * that was emptied, and after a power failure a file may have them, too.
     */
    private static int afterHole(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] == 0) {
            at++;
        }
        return at;
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
