package dev.nightjar.query.logql.template;

import java.util.OptionalLong;
import java.util.regex.Pattern;

/** What constants in templates mean. */
final class Literals {
    /** {@code 1_000}, {@code 0x_ff}: one underscore between digits, or behind the prefix. */
    private static final Pattern GROUPED = Pattern.compile("[+-]?(0[xXbBoO]_?)?[0-9a-fA-F]+(_[0-9a-fA-F]+)*");

    private Literals() {}

    static String string(Source source, Token token) {
        String inner = token.text().substring(1, token.text().length() - 1);
        return token.text().startsWith("`") ? inner : unescaped(source, token, inner);
    }

    private static String unescaped(Source source, Token token, String inner) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < inner.length()) {
            char c = inner.charAt(at++);
            if (c != '\\') {
                text.append(c);
                continue;
            }
            char escaped = at < inner.length() ? inner.charAt(at++) : ' ';
            int plain = "abfnrtv\\'\"".indexOf(escaped);
            if (plain >= 0) {
                text.append("\u0007\b\f\n\r\t\u000b\\'\"".charAt(plain));
                continue;
            }
            int digits = switch (escaped) {
                case 'x' -> 2;
                case 'u' -> 4;
                case 'U' -> 8;
                default -> 0;
            };
            int code = digits == 0 || at + digits > inner.length() ? -1 : code(inner.substring(at, at + digits));
            if (!Character.isValidCodePoint(code)) {
                throw source.wrong(token.offset(), "invalid syntax");
            }
            text.appendCodePoint(code);
            at += digits;
        }
        return text.toString();
    }

    private static int code(String hex) {
        try {
            return Integer.parseInt(hex, 16);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** A whole number, a number with a fraction, or a character's number. */
    static Object number(Source source, Token token) {
        String written = token.text();
        if (written.startsWith("'")) {
            String text = unescaped(source, token, written.substring(1, written.length() - 1));
            if (text.codePointCount(0, text.length()) != 1) {
                throw source.wrong(token.offset(), "malformed character constant: " + written);
            }
            return (long) text.codePointAt(0);
        }
        OptionalLong whole =
                Conversions.integer(GROUPED.matcher(written).matches() ? written.replace("_", "") : written);
        if (whole.isPresent()) {
            return whole.getAsLong();
        }
        boolean decimal = written.matches("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");
        if (!decimal) {
            throw source.wrong(token.offset(), "bad number syntax: " + GoQuote.of(written));
        }
        return Double.valueOf(written);
    }
}
