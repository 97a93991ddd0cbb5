package dev.nightjar.ingest.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines that end with a line feed and nothing else: a carriage return may stand in a label's value. */
final class LineReader implements Closeable {
    private final Reader in;
    private final char[] characters = new char[1 << 16];
    private int from;
    private int to;

    LineReader(Reader in) {
        this.in = in;
    }

    /** The next line without its line feed, which the last one need not have; null at the end. */
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            if (from == to) {
                from = 0;
                to = Math.max(0, in.read(characters));
                if (to == 0) {
                    return line.isEmpty() ? null : line.toString();
                }
            }
            int end = from;
            while (end < to && characters[end] != '\n') {
                end++;
            }
            line.append(characters, from, end - from);
            from = Math.min(to, end + 1);
            if (end < to) {
                return line.toString();
            }
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
