package dev.nightjar.tsdb.chunk;

import java.util.Arrays;

/**
 * Packs since when counters count: the same for a long time, so runs.
 *
 * <pre>
 * runs varint | one run: start - first time of the chunk, signed varint
 *             | more: integer columns of their lengths and of their starts
 * </pre>
 */
final class StartColumn {
    private final IntegerColumn integers;
    private long[] lengths = new long[16];
    private long[] starts = new long[16];

    StartColumn(IntegerColumn integers) {
        this.integers = integers;
    }

    /** Appends {@code startMillis[0, count)} of a chunk that begins at {@code first}. */
    void encode(long[] startMillis, int count, long first, ByteSink out) {
        int runs = 0;
        for (int i = 0; i < count; i++) {
            if (runs > 0 && starts[runs - 1] == startMillis[i]) {
                lengths[runs - 1]++;
                continue;
            }
            if (runs == starts.length) {
                lengths = Arrays.copyOf(lengths, 2 * runs);
                starts = Arrays.copyOf(starts, 2 * runs);
            }
            lengths[runs] = 1;
            starts[runs++] = startMillis[i];
        }
        out.writeVarint(runs);
        if (runs == 1) {
            out.writeSigned(starts[0] - first);
        } else {
            integers.encode(lengths, runs, out);
            integers.encode(starts, runs, out);
        }
    }

    /** Fills {@code to[0, count)}. */
    void decode(ByteSource in, int count, long first, long[] to) {
        int runs = in.readCount(count, "runs of start times");
        if (runs == 1) {
            Arrays.fill(to, 0, count, in.readSigned() + first);
            return;
        }
        if (starts.length < runs) {
            lengths = new long[runs];
            starts = new long[runs];
        }
        IntegerColumn.decode(in, lengths, runs);
        IntegerColumn.decode(in, starts, runs);
        int at = 0;
        for (int run = 0; run < runs; run++) {
            if (lengths[run] <= 0 || lengths[run] > count - at) {
                throw in.damaged("a run of " + lengths[run] + " start times, " + (count - at) + " are left");
            }
            Arrays.fill(to, at, at + (int) lengths[run], starts[run]);
            at += (int) lengths[run];
        }
        if (at != count) {
            throw in.damaged("start times of " + at + " samples, the chunk has " + count);
        }
    }
}
