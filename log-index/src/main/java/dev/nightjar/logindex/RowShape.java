package dev.nightjar.logindex;

import java.util.Arrays;

/**
 * Tells what is fixed in a row from what varies. Numbers vary: runs of digits, and of four or more hexadecimal digits
 * with a decimal one among them. Words are fixed, unless {@link WordCounts} finds them rare. Used by one thread, row
 * after row.
 */
final class RowShape {
    private static final byte DIGIT = 1;
    private static final byte HEX_LOWER = 2;
    private static final byte HEX_UPPER = 4;
    private static final byte LETTER = 8;
    private static final byte ZERO = 16;
    private static final int SHORTEST_HEX = 4;
    private static final byte[] CLASSES = classes();

    private byte[] key = new byte[1024];
    private int length;
    private int slots;
    private int[] starts = new int[64];
    private int[] ends = new int[64];

    private static byte[] classes() {
        byte[] classes = new byte[256];
        Arrays.fill(classes, 'A', 'Z' + 1, LETTER);
        Arrays.fill(classes, 'a', 'z' + 1, LETTER);
        Arrays.fill(classes, 'A', 'F' + 1, HEX_UPPER);
        Arrays.fill(classes, 'a', 'f' + 1, HEX_LOWER);
        Arrays.fill(classes, '0', '9' + 1, DIGIT);
        Arrays.fill(classes, 0x80, 0x100, LETTER);
        classes[0] = ZERO;
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

    private void begin(int rowBytes) {
        // at worst every other byte is a digit, whose slot takes two
        int most = 2 * rowBytes + 2;
        if (key.length < most) {
            key = new byte[most];
        }
        if (starts.length < rowBytes + 1) {
            starts = new int[rowBytes + 1];
            ends = new int[rowBytes + 1];
        }
        length = 0;
        slots = 0;
    }

    /** Takes every word for fixed; false where a zero byte forbids a template. */
    boolean read(byte[] text, int start, int end) {
        begin(end - start);
        byte[] to = key;
        int used = 0;
        int i = start;
        while (i < end) {
            byte b = text[i];
            int seen = CLASSES[b & 0xff];
            if (seen == 0) {
                to[used++] = b;
                i++;
                continue;
            }
            int from = i++;
            while (i < end) {
                int next = CLASSES[text[i] & 0xff];
                if (next == 0) {
                    break;
                }
                seen |= next;
                i++;
            }
            if ((seen & ZERO) != 0) {
                return false;
            }
            if ((seen & DIGIT) == 0) {
                for (int at = from; at < i; at++) {
                    to[used++] = text[at];
                }
            } else if (isNumber(seen, i - from)) {
                used = slot(used, from, i, Template.NUMBER);
            } else {
                used = mixed(text, from, i, used);
            }
        }
        length = used;
        return true;
    }

    private static boolean isNumber(int seen, int bytes) {
        return seen == DIGIT || (bytes >= SHORTEST_HEX && (seen == (DIGIT | HEX_LOWER) || seen == (DIGIT | HEX_UPPER)));
    }

    private int slot(int used, int from, int to, byte kind) {
        key[used] = Template.SLOT;
        key[used + 1] = kind;
        starts[slots] = from;
        ends[slots++] = to;
        return used + 2;
    }

    /** Letters are fixed, digits vary. */
    private int mixed(byte[] text, int from, int to, int keyLength) {
        int used = keyLength;
        int i = from;
        while (i < to) {
            int runEnd = runEnd(text, i, to);
            if (CLASSES[text[i] & 0xff] == DIGIT) {
                used = slot(used, i, runEnd, Template.NUMBER);
            } else {
                System.arraycopy(text, i, key, used, runEnd - i);
                used += runEnd - i;
            }
            i = runEnd;
        }
        return used;
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

    /** Takes rare words, and tokens with rare words in them, for what varies. The row holds no zero byte. */
    void read(byte[] text, int start, int end, WordCounts words) {
        begin(end - start);
        words.countRow();
        int used = 0;
        int i = start;
        while (i < end) {
            int from = i;
            int seen = 0;
            while (i < end && CLASSES[text[i] & 0xff] != 0) {
                seen |= CLASSES[text[i] & 0xff];
                i++;
            }
            if (i == from) {
                key[used++] = text[i++];
            } else if ((seen & DIGIT) != 0 && isNumber(seen, i - from)) {
                used = slot(used, from, i, Template.NUMBER);
            } else if (allFrequent(text, from, i, words)) {
                used = mixed(text, from, i, used);
            } else {
                used = slot(used, from, i, Template.WORD);
            }
        }
        length = used;
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
