package dev.nightjar.model;

import org.jspecify.annotations.Nullable;

/** Walks over selected lines. Used by one thread at a time. */
public interface LogCursor extends AutoCloseable {
    /** Of a number that a {@code long} holds whatever its digits. */
    int MOST_DIGITS = 18;

    /** Steps to the next line; false when there is none. */
    boolean next();

    /** The stream's labels. */
    Labels labels();

    long timestampNanos();

    /** The line's bytes, the caller's to keep. */
    byte[] line();

    /** How many bytes the line has. */
    default int length() {
        return line().length;
    }

    /** The line's structured metadata, and what the store found out by itself, such as its level. */
    Labels metadata();

    /** What the line has in common with others, where the store knows it; then its slots are cheaper than the line. */
    default @Nullable LineShape shape() {
        return null;
    }

    /** The value of a slot of the line's shape, the caller's to keep. */
    default byte[] slot(int slot) {
        throw new IllegalStateException("the line has no shape");
    }

    /** Whether the value of a slot of the line's shape is made of decimal digits. */
    default boolean isDecimal(int slot) {
        for (byte b : slot(slot)) {
            if (b < '0' || b > '9') {
                return false;
            }
        }
        return true;
    }

    /** Whether the values of all these slots are made of decimal digits. Cheapest asked with one array for all lines of a shape. */
    default boolean areDecimal(int[] slots) {
        for (int slot : slots) {
            if (!isDecimal(slot)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The value of a slot of the line's shape as a number; -1 unless it is written as numbers are, in at most 18 decimal
     * digits, and no zero before others.
     */
    default long slotNumber(int slot) {
        byte[] value = slot(slot);
        return wholeNumber(value, 0, value.length);
    }

    /** What {@link #slotNumber} says of a value that is {@code text[start, end)}. */
    static long wholeNumber(byte[] text, int start, int end) {
        if (end - start > MOST_DIGITS || end == start || (text[start] == '0' && end - start > 1)) {
            return -1;
        }
        long number = 0;
        for (int i = start; i < end; i++) {
            int digit = text[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    @Override
    void close();
}
