package dev.nightjar.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Samples of one series in time order, as primitive columns that grow and are reused. A reader decodes straight into
 * it. Values may hold stale markers: ask {@link StaleMarker#is}. Not thread-safe.
 *
 * <p>Native histograms and start times lie in columns that exist only once a sample has one. Where a sample is a
 * histogram, its value is a NaN that is no stale marker.
 */
public final class SampleBuffer {
    private long[] timestampsMillis;
    private double[] values;
    private @Nullable NativeHistogram[] histograms = new @Nullable NativeHistogram[0];
    private long[] startMillis = new long[0];
    private int size;
    private boolean anyHistogram;
    private boolean anyStart;

    public SampleBuffer() {
        this(256);
    }

    public SampleBuffer(int capacity) {
        timestampsMillis = new long[capacity];
        values = new double[capacity];
    }

    public int size() {
        return size;
    }

    public void clear() {
        forget(0);
        size = 0;
    }

    public long timestampMillis(int index) {
        return timestampsMillis[index];
    }

    public double value(int index) {
        return values[index];
    }

    public boolean hasHistograms() {
        return anyHistogram;
    }

    public boolean hasStarts() {
        return anyStart;
    }

    /** The native histogram that the sample is, or null if it is a number. */
    public @Nullable NativeHistogram histogram(int index) {
        return index < histograms.length ? histograms[index] : null;
    }

    /** Since when the sample's counter counts, 0 if it is not known. */
    public long startMillis(int index) {
        return index < startMillis.length ? startMillis[index] : 0;
    }

    /** The column itself, valid up to {@link #size()} and until the next {@link #reserve}. */
    public long[] timestampsMillis() {
        return timestampsMillis;
    }

    /** The column itself, valid up to {@link #size()} and until the next {@link #reserve}. */
    public double[] values() {
        return values;
    }

    public void add(long timestampMillis, double value) {
        reserve(1);
        timestampsMillis[size] = timestampMillis;
        values[size++] = value;
    }

    public void add(long timestampMillis, NativeHistogram histogram) {
        add(timestampMillis, Double.longBitsToDouble(StaleMarker.NORMAL_NAN_BITS));
        if (size > histograms.length) {
            histograms = Arrays.copyOf(histograms, values.length);
        }
        histograms[size - 1] = histogram;
        anyHistogram = true;
    }

    /** Puts another histogram in the place of the one that sample {@code index} is. */
    public void replace(int index, NativeHistogram histogram) {
        if (histogram(index) == null) {
            throw new IllegalArgumentException("sample " + index + " is no histogram");
        }
        histograms[index] = histogram;
    }

    /** Says since when the counter of the sample {@code index} counts. */
    public void startMillis(int index, long startedAt) {
        if (index >= size) {
            throw new IllegalArgumentException("sample " + index + " of " + size);
        }
        if (size > startMillis.length) {
            startMillis = Arrays.copyOf(startMillis, values.length);
        }
        startMillis[index] = startedAt;
        anyStart |= startedAt != 0;
    }

    /** Appends the samples {@code [from, to)} of another buffer, with all their columns. */
    public void addAll(SampleBuffer other, int from, int to) {
        int count = to - from;
        reserve(count);
        int at = size;
        System.arraycopy(other.timestampsMillis, from, timestampsMillis, at, count);
        System.arraycopy(other.values, from, values, at, count);
        size = at + count;
        if (other.anyHistogram && from < other.histograms.length) {
            if (size > histograms.length) {
                histograms = Arrays.copyOf(histograms, values.length);
            }
            int known = Math.min(to, other.histograms.length) - from;
            System.arraycopy(other.histograms, from, histograms, at, known);
            anyHistogram = true;
        }
        if (other.anyStart && from < other.startMillis.length) {
            if (size > startMillis.length) {
                startMillis = Arrays.copyOf(startMillis, values.length);
            }
            int known = Math.min(to, other.startMillis.length) - from;
            System.arraycopy(other.startMillis, from, startMillis, at, known);
            anyStart = true;
        }
    }

    /** Makes room for {@code more} samples behind the present ones. */
    public void reserve(int more) {
        if (size + more > values.length) {
            int capacity = Math.max(2 * values.length, size + more);
            timestampsMillis = Arrays.copyOf(timestampsMillis, capacity);
            values = Arrays.copyOf(values, capacity);
        }
    }

    /** Says how many samples are valid after writing numbers into the columns. */
    public void size(int newSize) {
        if (newSize < 0 || newSize > values.length) {
            throw new IllegalArgumentException("size " + newSize + " of a buffer of " + values.length);
        }
        forget(newSize);
        size = newSize;
    }

    /** Writes sample {@code from} over sample {@code to}, with all its columns. */
    public void move(int from, int to) {
        timestampsMillis[to] = timestampsMillis[from];
        values[to] = values[from];
        if (anyHistogram && to < histograms.length) {
            histograms[to] = histogram(from);
        }
        if (anyStart && to < startMillis.length) {
            startMillis[to] = startMillis(from);
        }
    }

    /** Behind the last sample the rare columns are always empty, so that numbers can be added without looking at them. */
    private void forget(int from) {
        if (anyHistogram && from < histograms.length) {
            Arrays.fill(histograms, from, Math.min(histograms.length, Math.max(from, size)), null);
            anyHistogram = from > 0;
        }
        if (anyStart && from < startMillis.length) {
            Arrays.fill(startMillis, from, Math.min(startMillis.length, Math.max(from, size)), 0);
            anyStart = from > 0;
        }
    }
}
