package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.MalformedException;
import dev.nightjar.ingest.ProtoReader;
import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes the structured metadata of log lines from attributes: maps are taken apart ({@code a.b} becomes {@code a_b}),
 * everything else becomes text. Names and short values are shared between the lines of a request. Not thread-safe.
 */
final class LineLabels {
    private static final int ELEMENT = 1 << 3 | ProtoReader.LENGTH;
    private static final int DEEPEST = 32;

    /** A line with more is refused: sorting is made for few. */
    private static final int MOST = 512;

    /** Values up to this length are likely to come again. */
    private static final int SHARED_BYTES = 48;

    private static final int MOST_SHARED = 4096;

    private final AttributeNames names = new AttributeNames(true);
    private final Map<Shared, String> shared = new HashMap<>();
    private final TextBuffer text = new TextBuffer();
    private String[] pairs = new String[64];
    private int size;
    private int base;

    /** Bytes as a key; {@code hash} is theirs. */
    private record Shared(byte[] bytes, int hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Shared that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** What is added until {@link #endBase} is of every line. */
    void beginBase() {
        size = 0;
        base = 0;
    }

    void endBase() {
        base = size;
    }

    void begin() {
        size = base;
    }

    /** Of one name the last value counts; an empty one is none. */
    void add(String name, String value) throws RefusedPointException {
        if (name.isEmpty() || value.isEmpty()) {
            return;
        }
        if (size >= 2 * MOST) {
            throw new RefusedPointException("too_many_labels", "it has more than " + MOST + " attributes");
        }
        if (size == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * size);
        }
        pairs[size++] = name;
        pairs[size++] = value;
    }

    void addHex(String name, ProtoReader in, int end) throws RefusedPointException {
        text.cut(0);
        boolean valid = false;
        for (int i = in.position(); i < end; i++) {
            valid |= in.bytes()[i] != 0;
        }
        text.putHex(in.bytes(), in.position(), end);
        in.moveTo(end);
        if (valid) {
            add(name, text.text(0, text.used()));
        }
    }

    /** Adds the attribute that ends at {@code end}. */
    void attribute(ProtoReader in, int end) throws MalformedException, RefusedPointException {
        attribute(in, end, "", 0);
    }

    private void attribute(ProtoReader in, int end, String prefix, int depth)
            throws MalformedException, RefusedPointException {
        String name = "";
        int valueFrom = end;
        int valueTo = end;
        while (in.position() < end) {
            int tag = in.tag(end, "attribute");
            switch (tag) {
                case AnyValues.KEY -> {
                    int keyEnd = in.lengthEnd(end, "key of an attribute");
                    name = name(in, keyEnd, prefix);
                    in.moveTo(keyEnd);
                }
                case AnyValues.VALUE -> {
                    valueTo = in.lengthEnd(end, "value of an attribute");
                    valueFrom = in.position();
                    in.moveTo(valueTo);
                }
                default -> in.skip(tag, end, "attribute");
            }
        }
        in.moveTo(valueFrom);
        value(in, valueTo, name, depth);
        in.moveTo(end);
    }

    private String name(ProtoReader in, int end, String prefix) {
        byte[] name = prefix.isEmpty()
                ? names.name(in.bytes(), in.position(), end)
                : Metric.bytes(names.name(prefix
                        + "_"
                        + new String(in.bytes(), in.position(), end - in.position(), StandardCharsets.UTF_8)));
        return shared(name, 0, name.length);
    }

    private void value(ProtoReader in, int end, String name, int depth)
            throws MalformedException, RefusedPointException {
        int at = in.position();
        if (at < end && in.tag(end, "value") == AnyValues.MAP && depth < DEEPEST) {
            int mapEnd = in.lengthEnd(end, "map of values");
            while (in.position() < mapEnd) {
                int tag = in.tag(mapEnd, "map of values");
                if (tag == ELEMENT) {
                    attribute(in, in.lengthEnd(mapEnd, "pair"), name, depth + 1);
                } else {
                    in.skip(tag, mapEnd, "map of values");
                }
            }
            return;
        }
        in.moveTo(at);
        text.cut(0);
        AnyValues.text(in, end, text);
        add(name, shared(text.bytes(), 0, text.used()));
    }

    private String shared(byte[] bytes, int from, int to) {
        if (to - from > SHARED_BYTES) {
            return new String(bytes, from, to - from, StandardCharsets.UTF_8);
        }
        byte[] copy = Arrays.copyOfRange(bytes, from, to);
        Shared key = new Shared(copy, Arrays.hashCode(copy));
        String known = shared.get(key);
        if (known == null) {
            known = new String(copy, StandardCharsets.UTF_8);
            if (shared.size() < MOST_SHARED) {
                shared.put(key, known);
            }
        }
        return known;
    }

    Labels build() {
        // sorted by insertion into a copy; of one name the later one, which is the line's own, counts
        String[] sorted = new String[size];
        int used = 0;
        for (int i = 0; i < size; i += 2) {
            int at = used;
            while (at > 0 && sorted[at - 2].compareTo(pairs[i]) > 0) {
                at -= 2;
            }
            if (at > 0 && sorted[at - 2].equals(pairs[i])) {
                sorted[at - 1] = pairs[i + 1];
                continue;
            }
            System.arraycopy(sorted, at, sorted, at + 2, used - at);
            sorted[at] = pairs[i];
            sorted[at + 1] = pairs[i + 1];
            used += 2;
        }
        return Labels.ofSortedPairs(used == size ? sorted : Arrays.copyOf(sorted, used));
    }
}
