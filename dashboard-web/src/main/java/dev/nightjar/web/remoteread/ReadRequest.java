package dev.nightjar.web.remoteread;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.util.ArrayList;
import java.util.List;

/**
 * What a client wants to read.
 *
 * @param chunks whether it prefers a stream of chunks to one message of samples
 */
record ReadRequest(List<SeriesSelection> queries, boolean chunks) {
    private static final int SAMPLES = 0;
    private static final int STREAMED_XOR_CHUNKS = 1;

    ReadRequest {
        queries = List.copyOf(queries);
    }

    /** Throws {@link IllegalArgumentException} where the bytes are no such request. */
    static ReadRequest decode(byte[] message) {
        List<SeriesSelection> queries = new ArrayList<>();
        List<Long> accepted = new ArrayList<>();
        MessageReader reader = new MessageReader(message);
        for (int field = reader.field(); field != 0; field = reader.field()) {
            switch (field) {
                case 1 -> queries.add(query(reader.bytes()));
                case 2 -> {
                    for (long type : reader.numbers()) {
                        accepted.add(type);
                    }
                }
                default -> reader.skip();
            }
        }
        return new ReadRequest(queries, prefersChunks(accepted));
    }

    /** The first that we know counts; whoever names none wants samples. */
    private static boolean prefersChunks(List<Long> accepted) {
        for (long type : accepted) {
            if (type == STREAMED_XOR_CHUNKS || type == SAMPLES) {
                return type == STREAMED_XOR_CHUNKS;
            }
        }
        if (!accepted.isEmpty()) {
            throw new IllegalArgumentException("server does not support any of the requested response types: "
                    + accepted + "; supported: [0, 1] (samples, streamed XOR chunks)");
        }
        return false;
    }

    private static SeriesSelection query(byte[] message) {
        long start = 0;
        long end = 0;
        List<Matcher> matchers = new ArrayList<>();
        MessageReader reader = new MessageReader(message);
        for (int field = reader.field(); field != 0; field = reader.field()) {
            switch (field) {
                case 1 -> start = reader.number();
                case 2 -> end = reader.number();
                case 3 -> matchers.add(matcher(reader.bytes()));
                default -> reader.skip();
            }
        }
        if (end < start) {
            throw new IllegalArgumentException("a query ends at " + end + " ms, before it starts at " + start + " ms");
        }
        return new SeriesSelection(matchers, new TimeRange(start, end));
    }

    private static Matcher matcher(byte[] message) {
        long type = 0;
        String name = "";
        String value = "";
        MessageReader reader = new MessageReader(message);
        for (int field = reader.field(); field != 0; field = reader.field()) {
            switch (field) {
                case 1 -> type = reader.number();
                case 2 -> name = reader.text();
                case 3 -> value = reader.text();
                default -> reader.skip();
            }
        }
        Matcher.Op[] ops = Matcher.Op.values();
        if (type < 0 || type >= ops.length) {
            throw new IllegalArgumentException("invalid matcher type " + type + " of label \"" + name + "\"");
        }
        return new Matcher(name, ops[(int) type], value);
    }
}
