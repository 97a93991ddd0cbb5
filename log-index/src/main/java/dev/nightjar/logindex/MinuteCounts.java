package dev.nightjar.logindex;

/**
 * Lines and bytes of a block by minute and level. A minute begins just after the full minute and ends with it,
 * {@code (m, m + 60 s]}: so do the windows of LogQL, which are then sums of whole minutes.
 */
final class MinuteCounts {
    static final long MINUTE_NANOS = 60_000_000_000L;
    private static final int LEVELS = Level.values().length;

    private final long firstMinute;
    private final int[] lines;
    private final int[] bytes;

    private MinuteCounts(long firstMinute, int minutes) {
        this.firstMinute = firstMinute;
        this.lines = new int[minutes * LEVELS];
        this.bytes = new int[minutes * LEVELS];
    }

    static MinuteCounts of(Lines ascending) {
        long first = minute(ascending.timestamp(0));
        long last = minute(ascending.timestamp(ascending.size() - 1));
        MinuteCounts counts = new MinuteCounts(first, Math.toIntExact(last - first + 1));
        for (int i = 0; i < ascending.size(); i++) {
            int minute = (int) (minute(ascending.timestamp(i)) - first);
            int slot = minute * LEVELS + ascending.level(i).code();
            counts.lines[slot]++;
            counts.bytes[slot] += ascending.length(i);
        }
        return counts;
    }

    private static long minute(long timeNanos) {
        return Math.floorDiv(timeNanos - 1, MINUTE_NANOS);
    }

    void write(ByteWriter out) {
        out.writeZigzag(firstMinute).writeVarint(minutes());
        for (int minute = 0; minute < minutes(); minute++) {
            int present = 0;
            for (int level = 0; level < LEVELS; level++) {
                present |= lines[minute * LEVELS + level] > 0 ? 1 << level : 0;
            }
            out.writeVarint(present);
            for (int slot = minute * LEVELS; slot < (minute + 1) * LEVELS; slot++) {
                if (lines[slot] > 0) {
                    out.writeVarint(lines[slot]).writeVarint(bytes[slot]);
                }
            }
        }
    }

    static MinuteCounts read(ByteReader in) {
        long first = in.readZigzag();
        MinuteCounts counts = new MinuteCounts(first, in.readCount(1));
        for (int minute = 0; minute < counts.minutes(); minute++) {
            long present = in.readVarint();
            for (int level = 0; level < LEVELS; level++) {
                if ((present & 1L << level) != 0) {
                    counts.lines[minute * LEVELS + level] = (int) in.readVarint();
                    counts.bytes[minute * LEVELS + level] = (int) in.readVarint();
                }
            }
        }
        return counts;
    }

    int minutes() {
        return lines.length / LEVELS;
    }

    /** When {@code minute}, counted from the block's first, begins: its first nanosecond. */
    long startNanos(int minute) {
        return (firstMinute + minute) * MINUTE_NANOS + 1;
    }

    long lines(int minute, Level level) {
        return lines[minute * LEVELS + level.code()];
    }

    long bytes(int minute, Level level) {
        return bytes[minute * LEVELS + level.code()];
    }
}
