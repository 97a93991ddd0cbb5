package dev.nightjar.ingest.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Makes names of labels from keys of attributes, remembering those made before: senders use few keys, again and again.
 * Thread-safe: a slot holds one key with its name, and the last writer wins.
 */
final class AttributeNames {
    private static final int SLOTS = 2048;

    /** Longer keys are not remembered. */
    private static final int LONGEST_KEPT = 128;

    private record Known(byte[] key, byte[] name) {}

    private final boolean escapes;
    private final AtomicReferenceArray<Known> known = new AtomicReferenceArray<>(SLOTS);

    /** @param escapes whether characters that PromQL wants quoted become {@code _} */
    AttributeNames(boolean escapes) {
        this.escapes = escapes;
    }

    /** The name for the key {@code bytes[start, end)}, in UTF-8; empty if nothing is left of it. Read only. */
    byte[] name(byte[] bytes, int start, int end) {
        int hash = end - start;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        int slot = (hash ^ (hash >>> 15)) & (SLOTS - 1);
        Known there = known.get(slot);
        if (there != null && Arrays.equals(there.key, 0, there.key.length, bytes, start, end)) {
            return there.name;
        }
        byte[] name = name(new String(bytes, start, end - start, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        if (end - start <= LONGEST_KEPT) {
            known.set(slot, new Known(Arrays.copyOfRange(bytes, start, end), name));
        }
        return name;
    }

    String name(String key) {
        if (!escapes || key.isEmpty()) {
            return key;
        }
        StringBuilder name = new StringBuilder(key.length() + 4);
        for (int i = 0; i < key.length(); i += Character.charCount(key.codePointAt(i))) {
            int c = key.codePointAt(i);
            name.append(MetricNames.isPlain(c) && c != ':' ? (char) c : '_');
        }
        char first = name.charAt(0);
        if (first >= '0' && first <= '9') {
            name.insert(0, "key_");
        } else if (first == '_' && (name.length() == 1 || name.charAt(1) != '_')) {
            name.insert(0, "key");
        }
        boolean nothing = !name.toString().equals(key) && name.chars().allMatch(c -> c == '_');
        return nothing ? "" : name.toString();
    }
}
