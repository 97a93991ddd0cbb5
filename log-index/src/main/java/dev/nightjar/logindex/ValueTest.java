package dev.nightjar.logindex;

import java.util.Arrays;

/** A question to the value of a slot: whether it contains, equals, begins or ends with some bytes. */
record ValueTest(Kind kind, byte[] text, boolean foldCase) {
    enum Kind {
        CONTAINS,
        EQUALS,
        STARTS,
        ENDS
    }

    boolean test(byte[] value, int start, int end) {
        int room = end - start - text.length;
        if (room < 0) {
            return false;
        }
        return switch (kind) {
            case EQUALS -> room == 0 && isAt(value, start);
            case STARTS -> isAt(value, start);
            case ENDS -> isAt(value, end - text.length);
            case CONTAINS -> {
                for (int at = start; at <= end - text.length; at++) {
                    if (isAt(value, at)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    private boolean isAt(byte[] value, int at) {
        for (int i = 0; i < text.length; i++) {
            if (!same(value[at + i], text[i], foldCase)) {
                return false;
            }
        }
        return true;
    }

    /** {@code wanted} is in lower case where case does not count. */
    static boolean same(byte found, byte wanted, boolean foldCase) {
        return found == wanted || (foldCase && found >= 'A' && found <= 'Z' && found + 32 == wanted);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueTest(Kind otherKind, byte[] otherText, boolean otherFold)
                && kind == otherKind
                && foldCase == otherFold
                && Arrays.equals(text, otherText);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + Arrays.hashCode(text);
    }

    @Override
    public String toString() {
        return kind + " " + new String(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
