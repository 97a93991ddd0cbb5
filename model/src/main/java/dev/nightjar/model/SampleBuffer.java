package dev.nightjar.model;

import java.util.Arrays;

/**
 * Samples of one series in time order, as primitive columns that grow and are reused. A reader decodes straight into
 * it. Values may hold stale markers: ask {@link StaleMarker#is}. Not thread-safe.
 */
public final class SampleBuffer {
    private long[] timestampsMillis;
    private double[] values;
    private int size;

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
        size = 0;
    }

    public long timestampMillis(int index) {
        return timestampsMillis[index];
    }

    public double value(int index) {
        return values[index];
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

    /** Makes room for {@code more} samples behind the present ones. */
    public void reserve(int more) {
        if (size + more > values.length) {
            int capacity = Math.max(2 * values.length, size + more);
            timestampsMillis = Arrays.copyOf(timestampsMillis, capacity);
            values = Arrays.copyOf(values, capacity);
        }
    }

    /** Says how many samples are valid after writing into the columns. */
    public void size(int newSize) {
        if (newSize < 0 || newSize > values.length) {
            throw new IllegalArgumentException("size " + newSize + " of a buffer of " + values.length);
        }
        size = newSize;
    }
}
