package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lines of one stream in columns: line {@code i} is {@code text[ends[i - 1], ends[i])}. A view of an open block shares
 * its arrays, of which entries below {@code size} never change. Metadata is decoded on first use.
 */
final class Lines {
    private final int size;
    private final long[] timestamps;
    /** Where the text is put together only when it is asked for. */
    private final @Nullable RowCursor rows;

    private byte @Nullable [] text;
    private int @Nullable [] ends;
    private final byte[] levels;
    private final boolean ascending;
    private final Supplier<long[]> lengthSource;
    private long @Nullable [] lengths;
    private final Supplier<Labels[]> metadataSource;
    private Labels @Nullable [] metadata;

    Lines(
            int size,
            long[] timestamps,
            byte[] text,
            int[] ends,
            byte[] levels,
            boolean ascending,
            Supplier<Labels[]> metadataSource) {
        this.size = size;
        this.timestamps = timestamps;
        this.text = text;
        this.ends = ends;
        this.levels = levels;
        this.ascending = ascending;
        this.rows = null;
        this.lengthSource = () -> new long[0];
        this.metadataSource = metadataSource;
    }

    /** Ascending lines of a block of templates. */
    Lines(
            long[] timestamps,
            byte[] levels,
            RowCursor rows,
            Supplier<long[]> lengthSource,
            Supplier<Labels[]> metadataSource) {
        this.size = timestamps.length;
        this.timestamps = timestamps;
        this.levels = levels;
        this.ascending = true;
        this.rows = rows;
        this.lengthSource = lengthSource;
        this.metadataSource = metadataSource;
    }

    int size() {
        return size;
    }

    long[] timestamps() {
        return timestamps;
    }

    long timestamp(int line) {
        return timestamps[line];
    }

    byte[] text() {
        byte[] known = text;
        return known == null ? render() : known;
    }

    private byte[] render() {
        int[] rendered = new int[size];
        byte[] all = Objects.requireNonNull(rows).text(rendered);
        ends = rendered;
        text = all;
        return all;
    }

    private int[] ends() {
        int[] known = ends;
        if (known == null) {
            render();
            known = Objects.requireNonNull(ends);
        }
        return known;
    }

    int start(int line) {
        return line == 0 ? 0 : ends()[line - 1];
    }

    int end(int line) {
        return ends()[line];
    }

    int length(int line) {
        if (ends != null) {
            return end(line) - start(line);
        }
        long[] known = lengths;
        if (known == null) {
            known = lengthSource.get();
            lengths = known;
        }
        return (int) known[line];
    }

    int textBytes() {
        return size == 0 ? 0 : ends()[size - 1];
    }

    byte[] line(int line) {
        if (rows != null && text == null) {
            return rows.line(line);
        }
        return Arrays.copyOfRange(text(), start(line), end(line));
    }

    /** What the line has in common with others, or null where that is not known. */
    @Nullable
    LineShape shape(int line) {
        return rows == null ? null : rows.shape(line);
    }

    /** The value of a slot of the line's shape. */
    byte[] slot(int line, int slot) {
        return Objects.requireNonNull(rows, "a line without a shape").slot(line, slot);
    }

    /** The value of a slot of the line's shape as a number, or -1. */
    long slotNumber(int line, int slot) {
        return Objects.requireNonNull(rows, "a line without a shape").number(line, slot);
    }

    Level level(int line) {
        return Level.ofCode(levels[line]);
    }

    /** As sent, without the detected level. */
    Labels metadata(int line) {
        Labels[] known = metadata;
        if (known == null) {
            known = metadataSource.get();
            metadata = known;
        }
        return line < known.length ? known[line] : Labels.EMPTY;
    }

    boolean hasMetadata() {
        for (int i = 0; i < size; i++) {
            if (!metadata(i).isEmpty()) {
                return true;
            }
        }
        return false;
    }

    boolean areDecimal(int line, int[] slots) {
        return Objects.requireNonNull(rows, "a line without a shape").areDecimal(line, slots);
    }

    boolean isDecimal(int line, int slot) {
        return Objects.requireNonNull(rows, "a line without a shape").isDecimal(line, slot);
    }

    /** Which line comes when by time; null where that is as they are. */
    int @Nullable [] timeOrder() {
        return ascending
                ? null
                : IntStream.range(0, size)
                        .boxed()
                        .sorted(Comparator.comparingLong(line -> timestamps[line]))
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    /** These lines by time; lines of one time stay as they came. */
    Lines inTimeOrder() {
        int[] order = timeOrder();
        return order == null ? this : in(order);
    }

    /** These lines with the one that stands at {@code order[i]} at {@code i}. */
    Lines in(int[] order) {
        long[] times = new long[size];
        byte[] bytes = new byte[textBytes()];
        int[] sortedEnds = new int[size];
        byte[] sortedLevels = new byte[size];
        Labels[] sortedMetadata = new Labels[size];
        int used = 0;
        for (int i = 0; i < size; i++) {
            int from = order[i];
            times[i] = timestamps[from];
            System.arraycopy(text(), start(from), bytes, used, length(from));
            used += length(from);
            sortedEnds[i] = used;
            sortedLevels[i] = levels[from];
            sortedMetadata[i] = metadata(from);
        }
        return new Lines(size, times, bytes, sortedEnds, sortedLevels, true, () -> sortedMetadata);
    }

    /** The first line, of lines in time order, that is not before {@code timeNanos}; size if there is none. */
    int firstNotBefore(long timeNanos) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (timestamps[middle] < timeNanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
