package dev.nightjar.query.regex;

/** What is well-formed UTF-8 (Unicode 16, table 3-7). */
final class Utf8 {
    private Utf8() {}

    /** Whether {@code text} from {@code from} to {@code to} is whole code points without surrogates and longer forms than needed. */
    static boolean isValid(byte[] text, int from, int to) {
        int at = from;
        while (at < to) {
            int lead = text[at] & 0xff;
            int length = length(lead);
            if (length == 0 || at + length > to || !isSecondOf(lead, length, text, at)) {
                return false;
            }
            for (int i = 2; i < length; i++) {
                if ((text[at + i] & 0xc0) != 0x80) {
                    return false;
                }
            }
            at += length;
        }
        return true;
    }

    /** 0: no code point begins so. */
    private static int length(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    private static boolean isSecondOf(int lead, int length, byte[] text, int at) {
        if (length == 1) {
            return true;
        }
        int second = text[at + 1] & 0xff;
        int low = switch (lead) {
            case 0xe0 -> 0xa0;
            case 0xf0 -> 0x90;
            default -> 0x80;
        };
        int high = switch (lead) {
            case 0xed -> 0x9f;
            case 0xf4 -> 0x8f;
            default -> 0xbf;
        };
        return low <= second && second <= high;
    }
}
