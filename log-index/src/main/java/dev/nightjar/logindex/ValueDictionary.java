package dev.nightjar.logindex;

import java.util.Arrays;

/** The different values of a column and each row's code, if there are few. Reused, by one thread. */
final class ValueDictionary {
    static final int MOST = 256;
    private static final int SLOTS = 1024;

    /** Code plus one; zero is free. */
    private final short[] slots = new short[SLOTS];

    private final long[] hashes = new long[MOST];
    private final int[] starts = new int[MOST];
    private final int[] ends = new int[MOST];
    private final int[] counts = new int[MOST];
    private byte[] codes = new byte[1024];
    private int entries;
    private int size;

    /** How many of the first {@code sample} values differ. */
    int distinct(byte[] text, ColumnValues values, int sample) {
        build(text, values, sample);
        return entries;
    }

    /** Finds the codes of all values; false where there are too many different ones. */
    boolean of(byte[] text, ColumnValues values) {
        return build(text, values, values.size()) && entries <= Math.max(2, values.size() / 2);
    }

    private boolean build(byte[] text, ColumnValues values, int count) {
        Arrays.fill(slots, (short) 0);
        entries = 0;
        size = 0;
        if (codes.length < count) {
            codes = new byte[2 * count];
        }
        for (int i = 0; i < count; i++) {
            int code = code(text, values.start(i), values.end(i));
            if (code < 0) {
                return false;
            }
            counts[code]++;
            codes[size++] = (byte) code;
        }
        return true;
    }

    private int code(byte[] text, int start, int end) {
        long hash = LineTable.hash(2, text, start, end);
        int at = (int) hash & (SLOTS - 1);
        while (slots[at] != 0) {
            int code = slots[at] - 1;
            if (hashes[code] == hash && Arrays.equals(text, starts[code], ends[code], text, start, end)) {
                return code;
            }
            at = (at + 1) & (SLOTS - 1);
        }
        if (entries == MOST) {
            return -1;
        }
        slots[at] = (short) (entries + 1);
        hashes[entries] = hash;
        starts[entries] = start;
        ends[entries] = end;
        counts[entries] = 0;
        return entries++;
    }

    /** About what codes and values take. */
    long bits() {
        long bits = isUniform() ? packedBits() : entropyBits();
        for (int i = 0; i < entries; i++) {
            bits += 8L * (ends[i] - starts[i] + 1);
        }
        return bits;
    }

    /** Whether compression would gain little over codes of equal length. */
    boolean isUniform() {
        return entropyBits() > packedBits() * 9 / 10;
    }

    private long packedBits() {
        return (long) size * (32 - Integer.numberOfLeadingZeros(entries - 1));
    }

    private long entropyBits() {
        double bits = 0;
        for (int i = 0; i < entries; i++) {
            bits += counts[i] * Math.log((double) size / counts[i]);
        }
        return (long) (bits / Math.log(2));
    }

    void describe(byte[] text, ByteWriter out) {
        out.writeVarint(entries);
        for (int i = 0; i < entries; i++) {
            out.writeVarint(ends[i] - starts[i]);
        }
        for (int i = 0; i < entries; i++) {
            out.write(text, starts[i], ends[i] - starts[i]);
        }
    }

    void writeCodes(ByteWriter out) {
        out.write(codes, 0, size);
    }

    void packCodes(ByteWriter out) {
        long[] numbers = new long[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = codes[i] & 0xff;
        }
        PackedLongs.write(out, numbers, size);
    }
}
