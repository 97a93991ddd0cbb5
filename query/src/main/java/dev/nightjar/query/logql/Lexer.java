package dev.nightjar.query.logql;

import dev.nightjar.query.SourceText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a query's text into tokens. Comments run from {@code #} to the end of the line; those of Go are left out, too, as
 * Loki's scanner is Go's.
 */
final class Lexer {
    /** Longest first. */
    private static final String[] SYMBOLS = {
        "|=", "|~", "|>", "!=", "!~", "!>", "=~", "==", ">=", "<=", "|", "=", ">", "<", "+", "-", "*", "/", "%", "^",
        "(", ")", "{", "}", "]", ",", "."
    };

    private final SourceText source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    static List<Token> tokens(SourceText source) {
        Lexer lexer = new Lexer(source);
        while (lexer.skipBlank()) {
            lexer.token();
        }
        lexer.tokens.add(new Token(Token.Kind.END, "", source.text().length()));
        return lexer.tokens;
    }

    /** Whether anything is left. */
    private boolean skipBlank() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '#' || text.startsWith("//", at)) {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                if (end < 0) {
                    throw ParseError.at(source, at, "comment not terminated");
                }
                at = end + 2;
            } else if (Character.isWhitespace(c)) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void token() {
        int start = at;
        char c = text.charAt(at);
        if (isWordStart(c)) {
            skipWord();
            add(Token.Kind.WORD, start);
        } else if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            skipQuantity();
            add(Token.Kind.QUANTITY, start);
        } else if (c == '"') {
            quoted(start);
        } else if (c == '`') {
            raw(start);
        } else if (c == '[') {
            range(start);
        } else if (text.startsWith("--", at) && at + 2 < text.length() && isWordStart(text.charAt(at + 2))) {
            at += 2;
            while (at < text.length() && (isWordPart(text.charAt(at)) || text.charAt(at) == '-')) {
                at++;
            }
            add(Token.Kind.FLAG, start);
        } else {
            symbol(start);
        }
    }

    private void symbol(int start) {
        for (String symbol : SYMBOLS) {
            if (text.startsWith(symbol, at)) {
                at += symbol.length();
                add(Token.Kind.SYMBOL, start);
                return;
            }
        }
        throw ParseError.at(
                source, start, "unexpected character '" + Character.toString(text.codePointAt(start)) + "'");
    }

    private void add(Token.Kind kind, int start) {
        tokens.add(new Token(kind, text.substring(start, at), start));
    }

    private void skipWord() {
        while (at < text.length() && isWordPart(text.charAt(at))) {
            at++;
        }
    }

    private void skipQuantity() {
        boolean hex = text.startsWith("0x", at) || text.startsWith("0X", at);
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean exponentSign = (c == '+' || c == '-')
                    && !hex
                    && (text.charAt(at - 1) == 'e' || text.charAt(at - 1) == 'E')
                    && at + 1 < text.length()
                    && isDigit(text.charAt(at + 1));
            if (!isWordPart(c) && c != '.' && c != 'µ' && !exponentSign) {
                return;
            }
            at++;
        }
    }

    private void range(int start) {
        int end = text.indexOf(']', at + 1);
        if (end < 0) {
            throw ParseError.at(source, start, "missing closing ']' in duration");
        }
        tokens.add(new Token(Token.Kind.RANGE, text.substring(at + 1, end).strip(), start));
        at = end + 1;
    }

    private void raw(int start) {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw ParseError.at(source, start, "literal not terminated");
        }
        tokens.add(new Token(Token.Kind.STRING, text.substring(at + 1, end), start));
        at = end + 1;
    }

    private void quoted(int start) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        at++;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            if (c == '\\') {
                escape(value, start);
            } else {
                write(value, c);
            }
        }
        if (at >= text.length() || text.charAt(at) == '\n') {
            throw ParseError.at(source, start, "literal not terminated");
        }
        at++;
        tokens.add(new Token(Token.Kind.STRING, ByteText.of(value.toByteArray()), start));
    }

    private static void write(ByteArrayOutputStream value, int character) {
        value.writeBytes(Character.toString(character).getBytes(StandardCharsets.UTF_8));
    }

    /** Digits behind an x, and three octal ones, are a byte; those behind a u or U are a character. */
    private void escape(ByteArrayOutputStream value, int start) {
        if (at >= text.length()) {
            throw ParseError.at(source, start, "literal not terminated");
        }
        char c = text.charAt(at++);
        switch (c) {
            case 'n' -> value.write('\n');
            case 't' -> value.write('\t');
            case 'r' -> value.write('\r');
            case 'a' -> value.write('\u0007');
            case 'b' -> value.write('\b');
            case 'f' -> value.write('\f');
            case 'v' -> value.write('\u000b');
            case '\\', '"', '\'' -> value.write(c);
            case '0', '1', '2', '3' -> {
                at--;
                value.write(number(3, 8));
            }
            case 'x' -> value.write(number(2, 16));
            case 'u' -> write(value, number(4, 16));
            case 'U' -> write(value, number(8, 16));
            default ->
                throw ParseError.at(
                        source,
                        at - 2,
                        "unknown escape \\" + c + " in a string; write \\\\" + c + ", or the string between ` and `");
        }
    }

    private int number(int digits, int base) {
        if (at + digits <= text.length()) {
            try {
                int value = Integer.parseUnsignedInt(text, at, at + digits, base);
                boolean halfOfOne = value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE;
                if (Character.isValidCodePoint(value) && !halfOfOne) {
                    at += digits;
                    return value;
                }
            } catch (NumberFormatException e) {
                // reported below
            }
        }
        throw ParseError.at(
                source,
                at - 2,
                "an escape that needs " + digits + (base == 8 ? " octal digits" : " hexadecimal digits"));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isWordStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c);
    }
}
