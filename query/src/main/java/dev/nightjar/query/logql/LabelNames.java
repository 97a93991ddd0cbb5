package dev.nightjar.query.logql;

/** Names of fields as names of labels. */
final class LabelNames {
    private LabelNames() {}

    /** What no label's name may hold becomes {@code _}; a leading digit gets one in front. */
    static String sanitized(String field, boolean leading) {
        StringBuilder name = new StringBuilder(field.length() + 1);
        for (int i = 0; i < field.length(); i++) {
            char c = field.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (digit && i == 0 && leading) {
                name.append('_');
            }
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            name.append(letter || digit ? c : '_');
        }
        return name.toString();
    }
}
