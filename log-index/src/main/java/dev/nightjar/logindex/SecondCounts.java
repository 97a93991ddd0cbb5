package dev.nightjar.logindex;

/**
 * Lines of a block by level and second, kept in memory with the block's entry, so that lines are counted without a look
 * at the block. A second begins just after the full second and ends with it, {@code (s, s + 1 s]}, as minutes do in
 * {@link MinuteCounts}. A byte for each second with lines is the usual size.
 *
 * @param encoded whether lines have metadata; the first second; for each level its code, how many seconds, and for each
 *     the lines and, where it does not follow the one before, the gap
 */
record SecondCounts(byte[] encoded) {
    static final long SECOND_NANOS = 1_000_000_000L;

    /** Takes how many lines of one level a slice has. */
    interface Visitor {
        void count(int slice, Level level, int lines);
    }

    static SecondCounts of(Lines ascending) {
        long first = second(ascending.timestamp(0));
        ByteWriter out = new ByteWriter(64);
        out.writeByte(ascending.hasMetadata() ? 1 : 0).writeZigzag(first);
        boolean[] present = new boolean[Level.values().length];
        for (int i = 0; i < ascending.size(); i++) {
            present[ascending.level(i).code()] = true;
        }
        ByteWriter seconds = new ByteWriter(64);
        for (Level level : Level.values()) {
            if (present[level.code()]) {
                seconds.clear();
                int entries = write(ascending, level, first, seconds);
                out.writeByte(level.code()).writeVarint(entries).write(seconds.array(), 0, seconds.size());
            }
        }
        return new SecondCounts(out.toBytes());
    }

    private static int write(Lines ascending, Level level, long first, ByteWriter out) {
        int entries = 0;
        long before = first - 1;
        long at = first;
        long lines = 0;
        for (int i = 0; i < ascending.size(); i++) {
            if (ascending.level(i) == level) {
                long second = second(ascending.timestamp(i));
                if (second != at && lines > 0) {
                    write(out, lines, at - before);
                    entries++;
                    before = at;
                    lines = 0;
                }
                at = second;
                lines++;
            }
        }
        write(out, lines, at - before);
        return entries + 1;
    }

    private static void write(ByteWriter out, long lines, long gap) {
        out.writeVarint(lines << 1 | (gap > 1 ? 1 : 0));
        if (gap > 1) {
            out.writeVarint(gap);
        }
    }

    /** The second that holds the time. */
    static long second(long timeNanos) {
        return Math.floorDiv(timeNanos - 1, SECOND_NANOS);
    }

    /** Whether any line came with metadata of its own. */
    boolean hasMetadata() {
        return encoded[0] != 0;
    }

    /**
     * Adds seconds up to slices: {@code slice} seconds each, the first beginning with second {@code start}, none of
     * {@code end} or later. A slice may come several times.
     */
    void forEach(long start, long end, long slice, Visitor visitor) {
        ByteReader in = new ByteReader(encoded, 1, encoded.length);
        long first = in.readZigzag();
        while (in.remaining() > 0) {
            Level level = Level.ofCode(in.readByte());
            long second = first - 1;
            long sliceEnd = Long.MIN_VALUE;
            int lines = 0;
            for (long left = in.readVarint(); left > 0; left--) {
                long entry = in.readVarint();
                second += (entry & 1) == 0 ? 1 : in.readVarint();
                if (second >= sliceEnd) {
                    if (lines > 0) {
                        visitor.count((int) ((sliceEnd - 1 - start) / slice), level, lines);
                    }
                    lines = 0;
                    sliceEnd = second < start ? start : start + ((second - start) / slice + 1) * slice;
                }
                lines += second >= start && second < end ? (int) (entry >>> 1) : 0;
            }
            if (lines > 0) {
                visitor.count((int) ((sliceEnd - 1 - start) / slice), level, lines);
            }
        }
    }

    /** The level of some lines. */
    Level anyLevel() {
        ByteReader in = new ByteReader(encoded, 1, encoded.length);
        in.readZigzag();
        return Level.ofCode(in.readByte());
    }

    /** Whether all lines have one level. */
    boolean isOfOneLevel() {
        ByteReader in = new ByteReader(encoded, 1, encoded.length);
        in.readZigzag();
        in.readByte();
        for (long left = in.readVarint(); left > 0; left--) {
            if ((in.readVarint() & 1) != 0) {
                in.readVarint();
            }
        }
        return in.remaining() == 0;
    }
}
