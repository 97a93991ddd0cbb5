package dev.nightjar.logindex;

import java.util.Arrays;

/**
 * Tells what is fixed in a row from what varies. Numbers vary: runs of digits, and of four or more hexadecimal digits
 * with a decimal one among them. Words are fixed, unless {@link WordCounts} finds them rare. Used by one thread, row
 * after row.
 */
final class RowShape {
    /** Instead of a row's end. */
    static final int ZERO_BYTE = -1;

    static final byte DIGIT = 1;
    static final byte HEX_LOWER = 2;
    static final byte HEX_UPPER = 4;
    static final byte LETTER = 8;
    private static final byte ZERO = 16;
    private static final byte BREAK = 32;
    private static final int SHORTEST_HEX = 4;
    private static final byte[] CLASSES = classes();

    private byte[] key = new byte[1024];
    private int length;
    private int slots;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private byte[] classes = new byte[64];

    private static byte[] classes() {
        byte[] classes = new byte[256];
        Arrays.fill(classes, 'A', 'Z' + 1, LETTER);
        Arrays.fill(classes, 'a', 'z' + 1, LETTER);
        Arrays.fill(classes, 'A', 'F' + 1, HEX_UPPER);
        Arrays.fill(classes, 'a', 'f' + 1, HEX_LOWER);
        Arrays.fill(classes, '0', '9' + 1, DIGIT);
        Arrays.fill(classes, 0x80, 0x100, LETTER);
        classes[0] = ZERO;
        classes['\n'] = BREAK;
        return classes;
    }

    /** Of the template that the row last read has. */
    byte[] key() {
        return key;
    }

    int length() {
        return length;
    }

    int slots() {
        return slots;
    }

    /** Where the value of a slot begins in the text. */
    int start(int slot) {
        return starts[slot];
    }

    int end(int slot) {
        return ends[slot];
    }

    /** Whether a slot's value may hold this byte. */
    static boolean mayStandIn(byte b, boolean number) {
        int seen = CLASSES[b & 0xff];
        return number ? (seen & (DIGIT | HEX_LOWER | HEX_UPPER)) != 0 : seen != 0 && seen != BREAK && seen != ZERO;
    }

    /** Which kinds of bytes the value of a slot is made of. */
    int classes(int slot) {
        return classes[slot];
    }

    private void begin(int rowBytes) {
        // at worst every other byte is a digit, whose slot takes two
        int most = 2 * rowBytes + 2;
        if (key.length < most) {
            key = new byte[most];
        }
        if (starts.length < rowBytes + 1) {
            starts = new int[rowBytes + 1];
            ends = new int[rowBytes + 1];
            classes = new byte[rowBytes + 1];
        }
        length = 0;
        slots = 0;
    }

    /**
     * Reads the row that begins at {@code start}, taking every word for fixed. Says where it ends, before the next line
     * break or at {@code end}; or {@link #ZERO_BYTE}, which forbids a template.
     */
    int read(byte[] text, int start, int end) {
        begin(end - start);
        int literal = start;
        int i = start;
        while (i < end) {
            int seen = CLASSES[text[i] & 0xff];
            if (seen == 0) {
                i++;
                continue;
            }
            if (seen == BREAK) {
                break;
            }
            int from = i++;
            while (i < end) {
                int next = CLASSES[text[i] & 0xff];
                if (next == 0 || next == BREAK) {
                    break;
                }
                seen |= next;
                i++;
            }
            if ((seen & (DIGIT | ZERO)) == 0) {
                continue;
            }
            if ((seen & ZERO) != 0) {
                return ZERO_BYTE;
            }
            copy(text, literal, from);
            literal = i;
            if (isNumber(seen, i - from)) {
                slot(from, i, Template.NUMBER, seen);
            } else {
                mixed(text, from, i);
            }
        }
        copy(text, literal, i);
        return i;
    }

    private void copy(byte[] text, int from, int to) {
        System.arraycopy(text, from, key, length, to - from);
        length += to - from;
    }

    private static boolean isNumber(int seen, int bytes) {
        return seen == DIGIT || (bytes >= SHORTEST_HEX && (seen == (DIGIT | HEX_LOWER) || seen == (DIGIT | HEX_UPPER)));
    }

    private void slot(int from, int to, byte kind, int seen) {
        key[length] = Template.SLOT;
        key[length + 1] = kind;
        length += 2;
        starts[slots] = from;
        ends[slots] = to;
        classes[slots++] = (byte) seen;
    }

    /** Letters are fixed, digits vary. */
    private void mixed(byte[] text, int from, int to) {
        int i = from;
        while (i < to) {
            int runEnd = runEnd(text, i, to);
            if (CLASSES[text[i] & 0xff] == DIGIT) {
                slot(i, runEnd, Template.NUMBER, DIGIT);
            } else {
                copy(text, i, runEnd);
            }
            i = runEnd;
        }
    }

    /** Where the run of digits, or of other bytes of a token, ends that begins at {@code from}. */
    private static int runEnd(byte[] text, int from, int to) {
        boolean digits = CLASSES[text[from] & 0xff] == DIGIT;
        int i = from + 1;
        while (i < to && (CLASSES[text[i] & 0xff] == DIGIT) == digits) {
            i++;
        }
        return i;
    }

    /** Takes rare words, and tokens with rare words in them, for what varies. The row was read without already. */
    void read(byte[] text, int start, int end, WordCounts words) {
        begin(end - start);
        words.countRow();
        int i = start;
        while (i < end) {
            int from = i;
            int seen = 0;
            while (i < end && CLASSES[text[i] & 0xff] != 0) {
                seen |= CLASSES[text[i] & 0xff];
                i++;
            }
            if (i == from) {
                key[length++] = text[i++];
            } else if ((seen & DIGIT) != 0 && isNumber(seen, i - from)) {
                slot(from, i, Template.NUMBER, seen);
            } else if (allFrequent(text, from, i, words)) {
                mixed(text, from, i);
            } else {
                slot(from, i, Template.WORD, LETTER);
            }
        }
    }

    private static boolean allFrequent(byte[] text, int from, int to, WordCounts words) {
        boolean all = true;
        int i = from;
        while (i < to) {
            int runEnd = runEnd(text, i, to);
            if (CLASSES[text[i] & 0xff] != DIGIT) {
                all &= words.isFrequent(text, i, runEnd);
            }
            i = runEnd;
        }
        return all;
    }
}
