package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one stream and day that are not sealed yet, in the order in which they came. Guarded by its store's lock;
 * views of it may be read without.
 */
final class OpenBlock {
    /** What a line takes beside its text: time, end, level, metadata reference. */
    private static final int LINE_OVERHEAD = 24;

    private final BlockArrays arrays;
    private final long openedMillis;
    private final long firstSequence;
    private long lastSequence;
    private int size;
    private byte[] text;
    private BlockArrays.LineArrays columns;
    private Labels[] metadata = new Labels[0];
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;
    private boolean ascending = true;
    private @Nullable LineTable table;
    private boolean viewed;
    private final ArrivalOrder arrivals = new ArrivalOrder();

    OpenBlock(BlockArrays arrays, long openedMillis, long firstSequence) {
        this.arrays = arrays;
        this.text = arrays.text(1);
        this.columns = arrays.lines(1);
        this.openedMillis = openedMillis;
        this.firstSequence = firstSequence;
        this.lastSequence = firstSequence;
    }

    void add(long sequence, long timestampNanos, byte[] from, int start, int end, Labels lineMetadata, Level level) {
        int used = textBytes();
        makeRoom(used, end - start);
        System.arraycopy(from, start, text, used, end - start);
        if (!lineMetadata.isEmpty() || metadata.length > 0) {
            if (metadata.length <= size) {
                int known = metadata.length;
                metadata = Arrays.copyOf(metadata, columns.capacity());
                Arrays.fill(metadata, known, metadata.length, Labels.EMPTY);
            }
            metadata[size] = lineMetadata;
        }
        ascending &= timestampNanos >= maxNanos;
        columns.timestamps()[size] = timestampNanos;
        columns.levels()[size] = (byte) level.code();
        columns.ends()[size] = used + end - start;
        minNanos = Math.min(minNanos, timestampNanos);
        maxNanos = Math.max(maxNanos, timestampNanos);
        lastSequence = sequence;
        arrivals.add(sequence);
        size++;
        if (table != null) {
            table.add(LineTable.hash(timestampNanos, from, start, end), size - 1);
        }
    }

    private void makeRoom(int used, int more) {
        if (size == columns.capacity()) {
            BlockArrays.LineArrays grown = arrays.lines(size + 1);
            System.arraycopy(columns.timestamps(), 0, grown.timestamps(), 0, size);
            System.arraycopy(columns.ends(), 0, grown.ends(), 0, size);
            System.arraycopy(columns.levels(), 0, grown.levels(), 0, size);
            if (!viewed) {
                arrays.giveBack(columns);
            }
            columns = grown;
        }
        if (used + more > text.length) {
            byte[] grown = arrays.text(used + more);
            System.arraycopy(text, 0, grown, 0, used);
            if (!viewed) {
                arrays.giveBack(text);
            }
            text = grown;
        }
    }

    /** The block is not used any more; where someone holds a view of it, its arrays are left to them. */
    void release() {
        if (!viewed) {
            arrays.giveBack(text);
            arrays.giveBack(columns);
        }
    }

    /** Whether this very line is here. In order of time, the usual case, it costs one comparison. */
    boolean contains(long timestampNanos, byte[] from, int start, int end, Labels lineMetadata) {
        if (timestampNanos > maxNanos || timestampNanos < minNanos) {
            return false;
        }
        Lines lines = lines();
        LineTable known = table;
        if (known == null) {
            known = LineTable.of(lines);
            table = known;
        }
        long hash = LineTable.hash(timestampNanos, from, start, end);
        return known.contains(lines, hash, timestampNanos, from, start, end, lineMetadata);
    }

    /** The lines that are here now, to be kept as long as one likes; more lines added later do not show. */
    Lines view() {
        viewed = true;
        return lines();
    }

    /** The lines that are here now, good until {@link #release}. */
    Lines lines() {
        Labels[] present = metadata;
        return new Lines(size, columns.timestamps(), text, columns.ends(), columns.levels(), ascending, () -> present);
    }

    /** The numbers of the lines that are here now, in the order of {@link #view}. */
    ArrivalOrder arrivals() {
        return arrivals.view();
    }

    int size() {
        return size;
    }

    int textBytes() {
        return size == 0 ? 0 : columns.ends()[size - 1];
    }

    /** What the block weighs against the memory budget. */
    long weight() {
        return textBytes() + (long) size * LINE_OVERHEAD;
    }

    long openedMillis() {
        return openedMillis;
    }

    long firstSequence() {
        return firstSequence;
    }

    long lastSequence() {
        return lastSequence;
    }

    long minNanos() {
        return minNanos;
    }

    long maxNanos() {
        return maxNanos;
    }
}
