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

    void expect(String symbol, String where) {
        if (!takeIf(symbol)) {
            throw unexpected("\"" + symbol + "\" " + where);
        }
    }

    String string(String what) {
        return expect(Token.Kind.STRING, what).text();
    }

    String word(String what) {
        return expect(Token.Kind.WORD, what).text();
    }

    private Token expect(Token.Kind kind, String what) {
        if (peek().kind() != kind) {
            throw unexpected(what);
        }
        return take();
    }

    /** {@code (a, b)}. */
    List<String> names(String where) {
        expect("(", where);
        List<String> names = new ArrayList<>();
        while (!takeIf(")")) {
            names.add(word("a label's name"));
            if (!peek().is(")")) {
                expect(",", "or \")\" in the list of labels");
            }
        }
        return names;
    }

    long duration(String what) {
        Token token = peek();
        boolean negative = token.is("-");
        if (negative) {
            take();
        }
        Token quantity = expect(Token.Kind.QUANTITY, what);
        long nanos = Units.durationNanos(quantity.text())
                .orElseThrow(() -> error(quantity, quantity.shown() + " is not a duration; write it like 5m or 1h30m"));
        return negative ? -nanos : nanos;
    }

    double number(String what) {
        boolean negative = takeIf("-");
        if (!negative) {
            takeIf("+");
        }
        Token token = expect(Token.Kind.QUANTITY, what);
        double value = Units.number(token.text()).orElseThrow(() -> error(token, token.shown() + " is not a number"));
        return negative ? -value : value;
    }

    QueryException unexpected(String expected) {
        return error(peek(), "unexpected " + peek().shown() + ", expected " + expected);
    }

    QueryException error(Token token, String detail) {
        return error(token.offset(), detail);
    }

    QueryException error(int offset, String detail) {
        return QueryException.inText(source, offset, detail);
    }
}
