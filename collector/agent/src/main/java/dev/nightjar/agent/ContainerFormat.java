package dev.nightjar.agent;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Logs that a container runtime wraps, a line of its own for each line, or part of one, that a container wrote. Parts
 * are joined, and then lines that continue an entry, each stream for itself.
 */
record ContainerFormat(Syntax syntax) implements LogFormat {
    /** Takes one line out of its wrapping. */
    interface Syntax {
        ContainerLine parse(byte[] bytes, int from, int to);
    }

    /** What has come of one stream's entry so far. */
    private static final class Open {
        private final ContainerLine first;
        private final EntryShape shape;
        private final ByteArrayOutputStream text = new ByteArrayOutputStream();
        private boolean partial;

        Open(ContainerLine first) {
            this.first = first;
            this.shape = EntryShape.begun(first.text(), 0, first.text().length);
            take(first);
        }

        void take(ContainerLine line) {
            text.writeBytes(line.text());
            partial = line.partial();
        }

        void takeNextLine(ContainerLine line) {
            text.write('\n');
            take(line);
        }

        LogEntry entry() {
            byte[] bytes = text.toByteArray();
            return new LogEntry(
                    bytes, 0, PlainFormat.withoutLineEnd(bytes, 0, bytes.length), first.nanos(), first.labels());
        }
    }

    /** Entries in the order of their beginnings, and where the bytes can be cut without cutting one. */
    private record Parsed(List<LogEntry> entries, int lastCut, boolean partial) {}

    @Override
    public List<LogEntry> entries(byte[] range) {
        return parse(range, range.length).entries();
    }

    private Parsed parse(byte[] bytes, int end) {
        List<Open> entries = new ArrayList<>();
        Map<String, Open> open = new HashMap<>();
        int cut = 0;
        int line = 0;
        while (line < end) {
            int lineEnd = line;
            while (lineEnd < end && bytes[lineEnd] != '\n') {
                lineEnd++;
            }
            ContainerLine parsed = syntax.parse(bytes, line, PlainFormat.withoutLineEnd(bytes, line, lineEnd));
            Open of = open.get(parsed.stream());
            boolean room = of != null && of.text.size() + parsed.text().length < EntrySplitter.MOST_ENTRY_BYTES;
            if (of != null && of.partial && room) {
                of.take(parsed);
            } else if (of != null && room && of.shape.takes(parsed.text(), 0, parsed.text().length)) {
                of.takeNextLine(parsed);
            } else {
                if (open.values().stream().noneMatch(each -> each.partial)) {
                    cut = line;
                }
                Open begun = new Open(parsed);
                open.put(parsed.stream(), begun);
                entries.add(begun);
            }
            line = lineEnd + 1;
        }
        return new Parsed(
                entries.stream().map(Open::entry).toList(),
                cut,
                open.values().stream().anyMatch(each -> each.partial));
    }

    @Override
    public int shippable(byte[] bytes, int length, boolean settled, boolean finished, boolean full) {
        if (finished) {
            return length;
        }
        int end = length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        if (end == 0) {
            return full ? length : 0;
        }
        Parsed parsed = parse(Arrays.copyOf(bytes, end), end);
        if (settled && !parsed.partial()) {
            return end;
        }
        return parsed.lastCut() == 0 && full ? end : parsed.lastCut();
    }
}
