package dev.nightjar.ingest;

/** Makes names that PromQL need not quote of names that other systems allow. */
public final class PlainNames {
    private PlainNames() {}

    /** Letters, digits and underscores stay, all else becomes an underscore; a digit does not come first. */
    public static String of(String name) {
        int length = name.length();
        boolean plain = length > 0 && !LabelNames.isDigit(name.charAt(0));
        for (int i = 0; plain && i < length; i++) {
            plain = isPlain(name.charAt(i));
        }
        if (plain) {
            return name;
        }
        StringBuilder escaped = new StringBuilder(length + 1);
        if (length == 0 || LabelNames.isDigit(name.charAt(0))) {
            escaped.append('_');
        }
        for (int i = 0; i < length; i++) {
            char c = name.charAt(i);
            escaped.append(isPlain(c) ? c : '_');
        }
        return escaped.toString();
    }

    private static boolean isPlain(char c) {
        return LabelNames.isLetter(c) || LabelNames.isDigit(c) || c == '_';
    }
}
