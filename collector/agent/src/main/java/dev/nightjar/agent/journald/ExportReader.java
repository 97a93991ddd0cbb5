package dev.nightjar.agent.journald;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads journald's export format: entries parted by empty lines; a field is {@code NAME=text}, or, where it holds line
 * ends or is not text, its name on a line of its own, eight bytes of length (little-endian), the bytes, and a line end.
 */
final class ExportReader {
    /** Longer values are read over: nobody logs as much, but coredumps lie in the journal too. */
    private static final int MOST_VALUE_BYTES = 1 << 20;

    private final InputStream in;

    ExportReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 << 10);
    }

    /** The next entry; empty at the end. An entry that breaks off before its end is none. */
    Optional<JournalEntry> next() throws IOException {
        JournalEntry.Builder entry = new JournalEntry.Builder();
        while (true) {
            byte[] line = line();
            if (line == null) {
                return Optional.empty();
            }
            if (line.length == 0) {
                if (entry.isBegun()) {
                    return Optional.of(entry.build());
                }
                continue;
            }
            int equals = 0;
            while (equals < line.length && line[equals] != '=') {
                equals++;
            }
            String name = new String(line, 0, equals, StandardCharsets.ISO_8859_1);
            if (equals < line.length) {
                entry.field(name, java.util.Arrays.copyOfRange(line, equals + 1, line.length));
            } else {
                try {
                    entry.field(name, binary());
                } catch (EOFException e) {
                    return Optional.empty();
                }
            }
        }
    }

    /** Null at the end, also after a line without its end. */
    private byte @org.jspecify.annotations.Nullable [] line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                return null;
            }
            if (line.size() < MOST_VALUE_BYTES) {
                line.write(next);
            }
        }
        return line.toByteArray();
    }

    private byte[] binary() throws IOException {
        byte[] head = in.readNBytes(Long.BYTES);
        if (head.length < Long.BYTES) {
            throw new EOFException();
        }
        long length = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN).getLong();
        int kept = (int) Math.clamp(length, 0L, MOST_VALUE_BYTES);
        byte[] value = in.readNBytes(kept);
        in.skipNBytes(length - kept + 1); // and the line end
        return value;
    }
}
