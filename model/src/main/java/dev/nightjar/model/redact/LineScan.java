package dev.nightjar.model.redact;

/** One look at a line's bytes that says what can be in it at all. Most lines need no other; nothing is allocated. */
final class LineScan {
    static final int DIGITS = 1;
    static final int AT = 2;
    static final int TOKEN = 4;

    private static final byte DIGIT = 1;
    private static final byte SEPARATOR = 2;
    private static final byte SIGN = 3;
    private static final byte B = 4;
    private static final byte Z = 5;
    private static final byte[] CLASSES = classes();

    private LineScan() {}

    private static byte[] classes() {
        byte[] classes = new byte[256];
        java.util.Arrays.fill(classes, '0', '9' + 1, DIGIT);
        classes[' '] = SEPARATOR;
        classes['-'] = SEPARATOR;
        classes['@'] = SIGN;
        classes['b'] = B;
        classes['B'] = B;
        classes['z'] = Z;
        classes['Z'] = Z;
        return classes;
    }

    static int of(byte[] text, int start, int end) {
        int found = 0;
        int digits = 0;
        int separators = 0;
        for (int i = start; i < end; i++) {
            byte seen = CLASSES[text[i] & 0xff];
            if (seen == DIGIT) {
                separators = 0;
                if (++digits >= CardFinder.SHORTEST) {
                    found |= DIGITS;
                }
                continue;
            }
            if (seen == SEPARATOR) {
                digits = separators++ == 0 ? digits : 0;
                continue;
            }
            digits = 0;
            if (seen == 0) {
                continue;
            }
            if (seen == SIGN) {
                found |= AT;
            } else if (seen == B) {
                found |= TokenFinder.isBearer(text, i, end) ? TOKEN : 0;
            } else if (TokenFinder.isAuthorization(text, i - TokenFinder.UP_TO_Z, start, end)) {
                found |= TOKEN;
            }
        }
        return found;
    }
}
