package dev.nightjar.query.logql;

import dev.nightjar.query.SourceText;
import java.util.ArrayList;
import java.util.List;

/** Splits a query's text into tokens. Comments run from {@code #} to the end of the line. */
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
            if (c == '#') {
                while (at < text.length() && text.charAt(at) != '\n') {
                    at++;
                }
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
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
            char c = text.charAt(at++);
            if (c == '\\') {
                escape(value, start);
            } else {
                value.append(c);
            }
        }
        if (at >= text.length() || text.charAt(at) == '\n') {
            throw ParseError.at(source, start, "literal not terminated");
        }
        at++;
        tokens.add(new Token(Token.Kind.STRING, value.toString(), start));
    }

    private void escape(StringBuilder value, int start) {
        if (at >= text.length()) {
            throw ParseError.at(source, start, "literal not terminated");
        }
        char c = text.charAt(at++);
        switch (c) {
            case 'n' -> value.append('\n');
            case 't' -> value.append('\t');
            case 'r' -> value.append('\r');
            case 'a' -> value.append('\u0007');
            case 'b' -> value.append('\b');
            case 'f' -> value.append('\f');
            case 'v' -> value.append('\u000b');
            case '\\', '"', '\'' -> value.append(c);
            case 'x' -> value.appendCodePoint(hex(2));
            case 'u' -> value.appendCodePoint(hex(4));
            case 'U' -> value.appendCodePoint(hex(8));
            default ->
                throw ParseError.at(
                        source,
                        at - 2,
                        "unknown escape \\" + c + " in a string; write \\\\" + c + ", or the string between ` and `");
        }
    }

    private int hex(int digits) {
        if (at + digits <= text.length()) {
            try {
                int value = Integer.parseInt(text, at, at + digits, 16);
                if (Character.isValidCodePoint(value)) {
                    at += digits;
                    return value;
                }
            } catch (NumberFormatException e) {
                // reported below
            }
        }
        throw ParseError.at(source, at - 2, "an escape that needs " + digits + " hexadecimal digits");
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
