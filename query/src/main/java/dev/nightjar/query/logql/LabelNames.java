package dev.nightjar.query.logql;

/** Names of fields as names of labels. */
final class LabelNames {
    private LabelNames() {}

    /** What no label's name may hold becomes {@code _}; blanks around are left out; a leading digit gets one in front. */
    static String sanitized(String field, boolean leading) {
        if (isPlain(field)) {
            return field;
        }
        String stripped = field.strip();
        StringBuilder name = new StringBuilder(stripped.length() + 1);
        int at = 0;
        while (at < stripped.length()) {
            int c = stripped.codePointAt(at);
            if (at == 0 && leading && isDigit(c)) {
                name.append('_');
            }
            name.append(isLetter(c) || isDigit(c) ? (char) c : '_');
            at += Character.charCount(c);
        }
        return name.toString();
    }

    /** What stands before the names of the fields within a field; a name with nothing in it adds nothing. */
    static String prefix(String label) {
        return label.isEmpty() ? "" : label + '_';
    }

    private static boolean isPlain(String field) {
        for (int i = 0; i < field.length(); i++) {
            if (!isLetter(field.charAt(i)) && !(i > 0 && isDigit(field.charAt(i)))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
