package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import java.util.Arrays;

/** A repeated field of numbers, as bits, packed or one by one. Used again and again. */
final class PackedNumbers {
    private final int type;
    private final String what;
    private long[] bits = new long[32];
    private int size;

    /** @param type {@link ProtoReader#FIXED64} or {@link ProtoReader#VARINT} */
    PackedNumbers(int type, String what) {
        this.type = type;
        this.what = what;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    long bits(int index) {
        return bits[index];
    }

    void read(ProtoReader in, int tag, int end) throws MalformedException {
        if ((tag & 7) == ProtoReader.LENGTH) {
            int to = in.lengthEnd(end, what);
            while (in.position() < to) {
                one(in, to);
            }
        } else if ((tag & 7) == type) {
            one(in, end);
        } else {
            in.skip(tag, end, what);
        }
    }

    private void one(ProtoReader in, int end) throws MalformedException {
        if (size == bits.length) {
            bits = Arrays.copyOf(bits, 2 * size);
        }
        bits[size++] = type == ProtoReader.FIXED64 ? in.fixed64(end, what) : in.varint(end, what);
    }

    long[] toArray() {
        return Arrays.copyOf(bits, size);
    }

    double[] toDoubles() {
        double[] doubles = new double[size];
        for (int i = 0; i < size; i++) {
            doubles[i] = Double.longBitsToDouble(bits[i]);
        }
        return doubles;
    }
}
