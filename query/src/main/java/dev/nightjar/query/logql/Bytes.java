package dev.nightjar.query.logql;

/** Searching in lines. */
final class Bytes {
    private Bytes() {}

    static boolean contains(byte[] line, byte[] needle) {
        return indexOf(line, needle, 0) >= 0;
    }

    static int indexOf(byte[] line, byte[] needle, int from) {
        if (needle.length == 0) {
            return from;
        }
        byte first = needle[0];
        int last = line.length - needle.length;
        for (int i = from; i <= last; i++) {
            if (line[i] == first && startsAt(line, needle, i)) {
                return i;
            }
        }
        return -1;
    }

    static boolean startsAt(byte[] line, byte[] needle, int at) {
        if (at + needle.length > line.length) {
            return false;
        }
        for (int i = 1; i < needle.length; i++) {
            if (line[at + i] != needle[i]) {
                return false;
            }
        }
        return needle.length == 0 || line[at] == needle[0];
    }
}
