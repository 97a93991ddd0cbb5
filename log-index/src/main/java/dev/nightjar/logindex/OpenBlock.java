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

    private final long openedMillis;
    private final long firstSequence;
    private long lastSequence;
    private int size;
    private long[] timestamps = new long[8];
    private byte[] text = new byte[512];
    private int[] ends = new int[8];
    private byte[] levels = new byte[8];
    private Labels[] metadata = new Labels[0];
    private long minNanos = Long.MAX_VALUE;
    private long maxNanos = Long.MIN_VALUE;
    private boolean ascending = true;
    private @Nullable LineTable table;

    OpenBlock(long openedMillis, long firstSequence) {
        this.openedMillis = openedMillis;
        this.firstSequence = firstSequence;
        this.lastSequence = firstSequence;
    }

    void add(long sequence, long timestampNanos, byte[] from, int start, int end, Labels lineMetadata, Level level) {
        if (size == timestamps.length) {
            timestamps = Arrays.copyOf(timestamps, 2 * size);
            ends = Arrays.copyOf(ends, 2 * size);
            levels = Arrays.copyOf(levels, 2 * size);
        }
        int used = textBytes();
        if (used + end - start > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, used + end - start));
        }
        System.arraycopy(from, start, text, used, end - start);
        if (!lineMetadata.isEmpty() || metadata.length > 0) {
            if (metadata.length <= size) {
                int known = metadata.length;
                metadata = Arrays.copyOf(metadata, timestamps.length);
                Arrays.fill(metadata, known, metadata.length, Labels.EMPTY);
            }
            metadata[size] = lineMetadata;
        }
        ascending &= timestampNanos >= maxNanos;
        timestamps[size] = timestampNanos;
        levels[size] = (byte) level.code();
        ends[size] = used + end - start;
        minNanos = Math.min(minNanos, timestampNanos);
        maxNanos = Math.max(maxNanos, timestampNanos);
        lastSequence = sequence;
        size++;
        if (table != null) {
            table.add(LineTable.hash(timestampNanos, from, start, end), size - 1);
        }
    }

    /** Whether this very line is here. In order of time, the usual case, it costs one comparison. */
    boolean contains(long timestampNanos, byte[] from, int start, int end, Labels lineMetadata) {
        if (timestampNanos > maxNanos || timestampNanos < minNanos) {
            return false;
        }
        Lines lines = view();
        LineTable known = table;
        if (known == null) {
            known = LineTable.of(lines);
            table = known;
        }
        long hash = LineTable.hash(timestampNanos, from, start, end);
        return known.contains(lines, hash, timestampNanos, from, start, end, lineMetadata);
    }

    /** The lines that are here now; more lines added later do not show. */
    Lines view() {
        Labels[] present = metadata;
        return new Lines(size, timestamps, text, ends, levels, ascending, () -> present);
    }

    int size() {
        return size;
    }

    int textBytes() {
        return size == 0 ? 0 : ends[size - 1];
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
