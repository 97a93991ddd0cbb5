package dev.nightjar.tsdb.chunk;

/**
 * Encodes and decodes chunks: a run of samples of one series, times strictly rising. A chunk does not hold its first
 * timestamp, which is part of its key; it knows its own length, so chunks can lie behind one another.
 *
 * <pre>
 * kind 1 (floats) | count - 1 (varint) | time column | value column
 * </pre>
 *
 * <p>Keeps scratch arrays, so it is cheap to use again and not thread-safe.
 */
public final class ChunkCodec {
    /** More samples than any chunk holds: a damaged count is told from a real one before anything is allocated. */
    public static final int MAX_SAMPLES = 1 << 16;

    private static final int FLOATS = 1;

    private final IntegerColumn integers = new IntegerColumn();
    private final TimeColumn timeColumn = new TimeColumn(integers);
    private final ValueColumn valueColumn = new ValueColumn(integers);
    private final ByteSource peek = new ByteSource();

    /** Appends the samples {@code [from, from + count)} to {@code out}; at least one, at most {@link #MAX_SAMPLES}. */
    public void encode(long[] timesMillis, double[] values, int from, int count, ByteSink out) {
        if (count < 1 || count > MAX_SAMPLES) {
            throw new IllegalArgumentException("a chunk of " + count + " samples");
        }
        out.writeByte(FLOATS);
        out.writeVarint(count - 1);
        timeColumn.encode(timesMillis, from, count, out);
        valueColumn.encode(values, from, count, out);
    }

    /** How many samples the chunk at {@code in} holds; does not move {@code in}. */
    public int count(ByteSource in) {
        return readCount(peek.over(in.bytes(), in.position(), in.remaining()));
    }

    /** The chunk's last timestamp, without decoding it; does not move {@code in}. */
    public long lastMillis(ByteSource in, long firstMillis) {
        peek.over(in.bytes(), in.position(), in.remaining());
        int count = readCount(peek);
        return TimeColumn.last(peek, count, firstMillis);
    }

    /**
     * Decodes the chunk at {@code in} to {@code [at, at + count)} of both arrays, which must have room, and leaves
     * {@code in} behind it.
     *
     * @return the count
     */
    public int decode(ByteSource in, long firstMillis, long[] timesMillis, double[] values, int at) {
        int count = readCount(in);
        timeColumn.decode(in, count, firstMillis, timesMillis, at);
        valueColumn.decode(in, count, values, at);
        return count;
    }

    private static int readCount(ByteSource in) {
        int kind = in.readByte();
        if (kind != FLOATS) {
            throw in.damaged("a chunk of kind " + kind + ", this version knows kind " + FLOATS);
        }
        return in.readCount(MAX_SAMPLES - 1, "samples in a chunk") + 1;
    }
}
