package dev.nightjar.ingest;

/** What a log stream's label may be called. */
final class LabelNames {
    private LabelNames() {}

    static boolean valid(String name) {
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (!isLetter(c) && c != '_' && (i == 0 || !isDigit(c))) {
                return false;
            }
        }
        return !name.isEmpty();
    }

    static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
