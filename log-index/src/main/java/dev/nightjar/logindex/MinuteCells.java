package dev.nightjar.logindex;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of a day's blocks by minute and level, as numbers side by side: counting over all of them is a walk through an
 * array, without a look at the blocks' entries. Made of the counts in the entries when it is asked for first, then
 * continued; some eight bytes for a block and its every minute. Minutes are those of {@link MinuteCounts}. Thread-safe.
 */
final class MinuteCells {
    private static final int LINE_BITS = 17;
    private static final int LEVEL_BITS = 3;
    private static final int MOST_LINES = (1 << LINE_BITS) - 1;
    private static final int SECONDS = 60;

    /** The day's, and the one that ends with its first nanosecond. */
    private static final int MINUTES = 24 * 60 + 1;

    private static final int UNKNOWN = -1;

    /**
     * The first blocks of the day.
     *
     * @param firstMinute since the epoch, from which minutes of cells are counted
     * @param blocks how many
     * @param streams of each block, see {@link #stream}; longer than needed, as the others
     * @param ends where each block's cells end
     */
    record Cells(long firstMinute, int blocks, int[] streams, int[] ends, int[] cells) {
        /** Whether nothing is known of a block here. */
        boolean isUnknown(int block) {
            return streams[block] == UNKNOWN;
        }

        /** The number of a known block's stream. */
        int stream(int block) {
            return streams[block] >> 1;
        }

        /** Whether lines of a known block came with metadata of their own. */
        boolean hasMetadata(int block) {
            return (streams[block] & 1) != 0;
        }

        int start(int block) {
            return block == 0 ? 0 : ends[block - 1];
        }

        int end(int block) {
            return ends[block];
        }

        int minute(int cell) {
            return cells[cell] >>> (LINE_BITS + LEVEL_BITS);
        }

        Level level(int cell) {
            return Level.ofCode(cells[cell] >>> LINE_BITS & (1 << LEVEL_BITS) - 1);
        }

        int lines(int cell) {
            return cells[cell] & MOST_LINES;
        }
    }

    private final long firstMinute;
    private int changes;
    private int blocks;
    private int[] streams = new int[64];
    private int[] ends = new int[64];
    private int[] cells = new int[128];
    private int used;
    /** Whether the block that is appended has lines of another day: then it is damaged, and nothing is said of it. */
    private boolean elsewhere;

    MinuteCells(long day) {
        this.firstMinute = day * (MINUTES - 1) - 1;
    }

    /** Of the first blocks that the view sees; of none where another view has seen blocks changed since. */
    synchronized Cells of(BlockTable.View view) {
        if (view.changes() > changes) {
            blocks = 0;
            used = 0;
            streams = streams.clone();
            ends = ends.clone();
            cells = cells.clone();
            changes = view.changes();
        }
        boolean behind = view.changes() < changes;
        for (int block = blocks; !behind && block < view.count(); block++) {
            BlockEntry entry = view.entry(block);
            if (entry == null) {
                break;
            }
            append(entry);
        }
        return new Cells(firstMinute, behind ? 0 : Math.min(blocks, view.count()), streams, ends, cells);
    }

    private void append(BlockEntry entry) {
        if (blocks == ends.length) {
            streams = Arrays.copyOf(streams, 2 * blocks);
            ends = Arrays.copyOf(ends, 2 * blocks);
        }
        streams[blocks] = append(entry.header().streamId(), entry.counts());
        ends[blocks] = used;
        blocks++;
    }

    /** What is to stand for the block among {@link #streams}. */
    private int append(int stream, @Nullable SecondCounts counts) {
        if (counts == null) {
            return UNKNOWN;
        }
        int before = used;
        elsewhere = false;
        counts.forEach(firstMinute * SECONDS, Long.MAX_VALUE, SECONDS, this::append);
        if (elsewhere) {
            used = before;
            return UNKNOWN;
        }
        return stream << 1 | (counts.hasMetadata() ? 1 : 0);
    }

    private void append(int minute, Level level, int lines) {
        elsewhere |= minute >= MINUTES;
        for (int left = lines; left > 0; left -= MOST_LINES) {
            if (used == cells.length) {
                cells = Arrays.copyOf(cells, 2 * used);
            }
            cells[used++] = (minute << LEVEL_BITS | level.code()) << LINE_BITS | Math.min(left, MOST_LINES);
        }
    }
}
