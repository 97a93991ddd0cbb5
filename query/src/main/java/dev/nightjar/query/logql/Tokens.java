package dev.nightjar.query.logql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import java.util.ArrayList;
import java.util.List;

/** A walk over a query's tokens, with the complaints all parsers share. */
final class Tokens {
    private final SourceText source;
    private final List<Token> tokens;
    private int at;

    Tokens(SourceText source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token peek(int ahead) {
        return tokens.get(Math.min(at + ahead, tokens.size() - 1));
    }

    Token take() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    boolean takeIf(String symbol) {
        if (peek().is(symbol)) {
            take();
            return true;
        }
        return false;
    }

    boolean takeWord(String word) {
        if (peek().isWord(word)) {
            take();
            return true;
        }
        return false;
    }

    void expect(String symbol) {
        if (!takeIf(symbol)) {
            throw unexpected(symbol);
        }
    }

    String string() {
        Token string = expect(Token.Kind.STRING, "STRING");
        if (!ByteText.isText(string.text())) {
            throw error(
                    string,
                    "not supported yet: a string whose bytes are not UTF-8 elsewhere than in |= and !=; write characters"
                            + " as \\u00e9");
        }
        return string.text();
    }

    /** Of any bytes: {@link ByteText}. */
    String bytes() {
        return expect(Token.Kind.STRING, "STRING").text();
    }

    String word() {
        return expect(Token.Kind.WORD, "IDENTIFIER").text();
    }

    private Token expect(Token.Kind kind, String what) {
        if (peek().kind() != kind) {
            throw unexpected(what);
        }
        return take();
    }

    /** {@code (a, b)}. */
    List<String> names() {
        expect("(");
        List<String> names = new ArrayList<>();
        if (takeIf(")")) {
            return names;
        }
        do {
            names.add(word());
        } while (takeIf(","));
        if (!takeIf(")")) {
            throw unexpected(") or ,");
        }
        return names;
    }

    /** Of a range or an offset, in nanoseconds. */
    long duration() {
        boolean negative = takeIf("-");
        Token token = expect(Token.Kind.QUANTITY, "DURATION");
        long nanos = Units.durationNanos(token.text()).orElseThrow(() -> unexpected(token, "DURATION"));
        return negative ? -nanos : nanos;
    }

    double number() {
        boolean negative = takeIf("-");
        if (!negative) {
            takeIf("+");
        }
        Token token = expect(Token.Kind.QUANTITY, "NUMBER");
        double value = Units.number(token.text()).orElseThrow(() -> unexpected(token, "NUMBER"));
        return negative ? -value : value;
    }

    /** {@code expected}: what the grammar allows here, empty where that is much. */
    QueryException unexpected(String expected) {
        return unexpected(peek(), expected);
    }

    QueryException unexpected(Token found, String expected) {
        Token next = tokens.get(Math.min(tokens.indexOf(found) + 1, tokens.size() - 1));
        return error(
                found,
                "syntax error: unexpected " + found.shown(next)
                        + (expected.isEmpty() ? "" : ", expecting " + expected));
    }

    QueryException error(Token token, String detail) {
        return error(token.offset(), detail);
    }

    QueryException error(int offset, String detail) {
        return ParseError.at(source, offset, detail);
    }
}
