package dev.nightjar.query.logql.template;

/** Strings in double quotes, as Go writes them: what does not print is escaped. */
public final class GoQuote {
    private GoQuote() {}

    public static String of(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> {
            int named = "\"\\\n\r\t\u0007\b\f\u000b".indexOf(c);
            if (named >= 0) {
                quoted.append('\\').append("\"\\nrtabfv".charAt(named));
            } else if (c < ' ' || c == 0x7f) {
                quoted.append(String.format("\\x%02x", c));
            } else if (isShown(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isShown(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> c == ' ';
            default -> true;
        };
    }
}
