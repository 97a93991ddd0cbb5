package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import java.util.Arrays;

/**
 * Labels being collected from attributes, sorted by name when asked for: names are shared, values lie in a text. Used
 * again and again, without an object per label. Not thread-safe.
 */
final class LabelList {
    /** Sorting is made for few. */
    private static final int MOST = 1024;

    private final AttributeNames attributeNames;
    private final TextBuffer text;
    private byte[][] names = new byte[16][];
    private int[] from = new int[16];
    private int[] to = new int[16];
    /** Where the key lies in the message, to put colliding attributes in order. */
    private int[] keyFrom = new int[16];

    private int[] keyTo = new int[16];
    private int size;

    /** @param text where values are put; may be shared by lists that are cut in turn */
    LabelList(AttributeNames attributeNames, TextBuffer text) {
        this.attributeNames = attributeNames;
        this.text = text;
    }

    void clear() {
        size = 0;
    }

    int size() {
        return size;
    }

    byte[] name(int label) {
        return names[label];
    }

    byte[] values() {
        return text.bytes();
    }

    int valueFrom(int label) {
        return from[label];
    }

    int valueTo(int label) {
        return to[label];
    }

    void add(byte[] name, String value) {
        int start = text.used();
        text.put(value);
        add(name, start, text.used(), 0, 0);
    }

    /** Adds a label whose value lies in the text already. */
    void add(byte[] name, int valueFrom, int valueTo) {
        add(name, valueFrom, valueTo, 0, 0);
    }

    private void add(byte[] name, int valueFrom, int valueTo, int keyStart, int keyEnd) {
        if (size == from.length) {
            names = Arrays.copyOf(names, 2 * size);
            from = Arrays.copyOf(from, 2 * size);
            to = Arrays.copyOf(to, 2 * size);
            keyFrom = Arrays.copyOf(keyFrom, 2 * size);
            keyTo = Arrays.copyOf(keyTo, 2 * size);
        }
        names[size] = name;
        from[size] = valueFrom;
        to[size] = valueTo;
        keyFrom[size] = keyStart;
        keyTo[size++] = keyEnd;
    }

    /** Adds the attribute ({@code KeyValue}) that ends at {@code end}. */
    void attribute(ProtoReader in, int end) throws MalformedException, RefusedPointException {
        int keyStart = end;
        int keyEnd = end;
        int valueFrom = text.used();
        int valueTo = valueFrom;
        while (in.position() < end) {
            int tag = in.tag(end, "attribute");
            switch (tag) {
                case AnyValues.KEY -> {
                    keyEnd = in.lengthEnd(end, "key of an attribute");
                    keyStart = in.position();
                    in.moveTo(keyEnd);
                }
                case AnyValues.VALUE -> {
                    text.cut(valueFrom);
                    AnyValues.text(in, in.lengthEnd(end, "value of an attribute"), text);
                    valueTo = text.used();
                }
                default -> in.skip(tag, end, "attribute");
            }
        }
        byte[] name = attributeNames.name(in.bytes(), keyStart, keyEnd);
        if (size >= MOST) {
            throw new RefusedPointException("too_many_labels", "it has more than " + MOST + " attributes");
        }
        if (name.length > 0) {
            add(name, valueFrom, valueTo, keyStart, keyEnd);
        }
    }

    /**
     * Sorts by name; attributes whose keys became one name are joined by {@code ;} in the order of their keys.
     *
     * @param message where the keys lie
     */
    void sort(byte[] message) {
        for (int i = 1; i < size; i++) {
            for (int at = i; at > 0 && compare(at - 1, at, message) > 0; at--) {
                swap(at - 1, at);
            }
        }
        int kept = size == 0 ? 0 : 1;
        for (int i = 1; i < size; i++) {
            if (Arrays.equals(names[kept - 1], names[i])) {
                int start = text.used();
                text.putBytes(text.bytes(), from[kept - 1], to[kept - 1])
                        .put(';')
                        .putBytes(text.bytes(), from[i], to[i]);
                from[kept - 1] = start;
                to[kept - 1] = text.used();
            } else {
                names[kept] = names[i];
                from[kept] = from[i];
                to[kept] = to[i];
                kept++;
            }
        }
        size = kept;
    }

    private int compare(int one, int other, byte[] message) {
        int order = Arrays.compareUnsigned(names[one], names[other]);
        return order != 0
                ? order
                : Arrays.compareUnsigned(message, keyFrom[one], keyTo[one], message, keyFrom[other], keyTo[other]);
    }

    private void swap(int one, int other) {
        byte[] name = names[one];
        names[one] = names[other];
        names[other] = name;
        swap(from, one, other);
        swap(to, one, other);
        swap(keyFrom, one, other);
        swap(keyTo, one, other);
    }

    private static void swap(int[] in, int one, int other) {
        int kept = in[one];
        in[one] = in[other];
        in[other] = kept;
    }

    /** Of all names and values. */
    int bytes() {
        int bytes = 0;
        for (int i = 0; i < size; i++) {
            bytes += names[i].length + to[i] - from[i];
        }
        return bytes;
    }

    /** The place of {@code name} in the sorted list, or -1. */
    int find(byte[] name) {
        for (int i = 0; i < size; i++) {
            if (Arrays.equals(names[i], name)) {
                return i;
            }
        }
        return -1;
    }

    void replace(int label, int valueFrom, int valueTo) {
        from[label] = valueFrom;
        to[label] = valueTo;
    }
}
