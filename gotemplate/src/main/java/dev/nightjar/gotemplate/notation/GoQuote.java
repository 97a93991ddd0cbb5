package dev.nightjar.gotemplate.notation;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Strings as Go writes them: in double quotes, where what does not print is escaped, and in URLs. */
public final class GoQuote {
    private GoQuote() {}

    public static String of(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(c -> append(quoted, c, '"'));
        return quoted.append('"').toString();
    }

    /** A character, between single quotes. */
    public static String character(int c) {
        StringBuilder quoted = new StringBuilder("'");
        append(quoted, Character.isValidCodePoint(c) ? c : 0xfffd, '\'');
        return quoted.append('\'').toString();
    }

    private static void append(StringBuilder quoted, int c, char quote) {
        int named = "\\\n\r\t\u0007\b\f\u000b".indexOf(c);
        if (c == quote) {
            quoted.append('\\').append(quote);
        } else if (named >= 0) {
            quoted.append('\\').append("\\nrtabfv".charAt(named));
        } else if (c < ' ' || c == 0x7f) {
            quoted.append(String.format("\\x%02x", c));
        } else if (isShown(c)) {
            quoted.appendCodePoint(c);
        } else {
            quoted.append(c > 0xffff ? String.format("\\U%08x", c) : String.format("\\u%04x", c));
        }
    }

    /** As a value in a URL's query: letters, digits and {@code -_.~} as they are, a blank as {@code +}. */
    public static String url(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    /** Whether it is printed as it is. */
    public static boolean isShown(int c) {
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
