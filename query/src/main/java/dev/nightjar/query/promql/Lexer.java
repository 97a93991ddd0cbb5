package dev.nightjar.query.promql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import java.util.ArrayList;
import java.util.List;

/** Cuts text into {@link Token}s. Comments run from {@code #} to the end of the line. */
final class Lexer {
    private static final String UNITS = "smhdwy";

    private final SourceText source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int position;
    private int brackets;

    private Lexer(SourceText source) {
        this.source = source;
        this.text = source.text();
    }

    /** The tokens of the text, the last being END. */
    static List<Token> tokens(SourceText source) {
        Lexer lexer = new Lexer(source);
        while (lexer.next()) {}
        return lexer.tokens;
    }

    private boolean next() {
        skipBlanks();
        int start = position;
        if (start == text.length()) {
            add(Token.Kind.END, "", start);
            return false;
        }
        char c = text.charAt(start);
        if (isDigit(c) || (c == '.' && isDigit(peek(1)))) {
            number();
        } else if (isNameStart(c) || (c == ':' && brackets == 0)) {
            while (isNameStart(peek(0)) || isDigit(peek(0)) || (peek(0) == ':' && brackets == 0)) {
                position++;
            }
            add(Token.Kind.IDENTIFIER, text.substring(start, position), start);
        } else if (c == '"' || c == '\'' || c == '`') {
            position = StringLiterals.end(source, start);
            add(Token.Kind.STRING, StringLiterals.decode(source, start, position), start);
        } else {
            symbol(c);
        }
        return true;
    }

    private void skipBlanks() {
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '#') {
                int line = text.indexOf('\n', position);
                position = line < 0 ? text.length() : line;
            } else if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                position++;
            } else {
                return;
            }
        }
    }

    private void symbol(char c) {
        String symbol = String.valueOf(c);
        String two = position + 1 < text.length() ? text.substring(position, position + 2) : symbol;
        switch (two) {
            case "==", "!=", "=~", "!~", "<=", ">=", "</", ">/" -> symbol = two;
            default -> {
                if ("(){}[],:=<>+-*/%^@".indexOf(c) < 0) {
                    throw QueryException.inText(source, position, "unexpected character: '" + c + "'");
                }
            }
        }
        if (c == '[') {
            brackets++;
        } else if (c == ']') {
            brackets = Math.max(0, brackets - 1);
        }
        int start = position;
        position += symbol.length();
        add(Token.Kind.SYMBOL, symbol, start);
    }

    private void number() {
        int start = position;
        if (text.charAt(start) == '0' && (peek(1) == 'x' || peek(1) == 'X')) {
            position += 2;
            while (Character.digit(peek(0), 16) >= 0 || peek(0) == '_') {
                position++;
            }
            finishNumber(Token.Kind.NUMBER, start);
            return;
        }
        digits();
        if (UNITS.indexOf(peek(0)) >= 0 && peek(0) != 0) {
            while (UNITS.indexOf(peek(0)) >= 0 && peek(0) != 0) {
                position += peek(0) == 'm' && peek(1) == 's' ? 2 : 1;
                digits();
            }
            if (isDigit(text.charAt(position - 1))) {
                throw badNumber(start);
            }
            finishNumber(Token.Kind.DURATION, start);
            return;
        }
        if (peek(0) == '.') {
            position++;
            digits();
        }
        if (peek(0) == 'e' || peek(0) == 'E') {
            position += peek(1) == '+' || peek(1) == '-' ? 2 : 1;
            digits();
        }
        finishNumber(Token.Kind.NUMBER, start);
    }

    private void digits() {
        while (isDigit(peek(0)) || peek(0) == '_') {
            position++;
        }
    }

    private void finishNumber(Token.Kind kind, int start) {
        if (isNameStart(peek(0)) || isDigit(peek(0))) {
            while (isNameStart(peek(0)) || isDigit(peek(0))) {
                position++;
            }
            throw badNumber(start);
        }
        add(kind, text.substring(start, position), start);
    }

    private QueryException badNumber(int start) {
        return QueryException.inText(
                source, start, "bad number or duration syntax: \"" + text.substring(start, position) + "\"");
    }

    private char peek(int ahead) {
        return position + ahead < text.length() ? text.charAt(position + ahead) : 0;
    }

    private void add(Token.Kind kind, String what, int start) {
        tokens.add(new Token(kind, what, new Span(start, position)));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNameStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
    }
}
