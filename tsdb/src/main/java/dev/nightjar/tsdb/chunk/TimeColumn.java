package dev.nightjar.tsdb.chunk;

/**
 * Packs the timestamps of a chunk, the first of which is known from elsewhere: as one step, or as differences from an
 * even grid.
 *
 * <pre>
 * kind 0, even    step (varint)
 * kind 1, uneven  last - first (varint), step of the grid (varint), integer column of (time - first - i x step)
 * kind 2          reserved: refers to a column shared by the series of one target
 * </pre>
 */
final class TimeColumn {
    private static final int EVEN = 0;
    private static final int UNEVEN = 1;

    private final IntegerColumn integers;
    private long[] numbers = new long[512];

    TimeColumn(IntegerColumn integers) {
        this.integers = integers;
    }

    void encode(long[] times, int from, int count, ByteSink out) {
        long first = times[from];
        long span = times[from + count - 1] - first;
        long step = count < 2 ? 0 : (span + (count - 1) / 2) / (count - 1);
        boolean even = true;
        for (int i = 1; i < count && even; i++) {
            even = times[from + i] == first + i * step;
        }
        if (even) {
            out.writeByte(EVEN);
            out.writeVarint(step);
            return;
        }
        if (numbers.length < count) {
            numbers = new long[count];
        }
        for (int i = 0; i < count; i++) {
            numbers[i] = times[from + i] - first - i * step;
        }
        out.writeByte(UNEVEN);
        out.writeVarint(span);
        out.writeVarint(step);
        integers.encode(numbers, count, out);
    }

    /** Reads no more than is needed to know the last timestamp; {@code in} stands behind the kind's first number. */
    static long last(ByteSource in, int count, long first) {
        int kind = in.readByte();
        long number = in.readVarint();
        return switch (kind) {
            case EVEN -> first + number * (count - 1);
            case UNEVEN -> first + number;
            default -> throw in.damaged("timestamps of kind " + kind);
        };
    }

    /** Fills {@code to[at, at + count)}. */
    void decode(ByteSource in, int count, long first, long[] to, int at) {
        int kind = in.readByte();
        switch (kind) {
            case EVEN -> {
                long step = in.readVarint();
                for (int i = 0; i < count; i++) {
                    to[at + i] = first + i * step;
                }
            }
            case UNEVEN -> {
                in.readVarint();
                long step = in.readVarint();
                if (numbers.length < count) {
                    numbers = new long[count];
                }
                IntegerColumn.decode(in, numbers, count);
                for (int i = 0; i < count; i++) {
                    to[at + i] = first + i * step + numbers[i];
                }
            }
            default -> throw in.damaged("timestamps of kind " + kind);
        }
    }
}
