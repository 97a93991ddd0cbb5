package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoQuote;

/** Texts made to mean nothing where they are put. */
public final class Escapes {
    private Escapes() {}

    /** Between tags of HTML, and in quotes within them. */
    public static String html(String text) {
        return text.replace("\0", "\uFFFD")
                .replace("&", "&amp;")
                .replace("'", "&#39;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&#34;");
    }

    /** Between quotes in JavaScript, inside HTML, too. */
    static String javascript(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\', '\'', '"' -> escaped.append('\\').appendCodePoint(c);
                case '<', '>', '&', '=' -> escaped.append(String.format("\\u%04X", c));
                default -> {
                    if (GoQuote.isShown(c)) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append(String.format("\\u%04X", c));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
