package dev.nightjar.query.promql;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import java.util.List;

/** Walks over tokens, one ahead, and words what it did not expect. */
final class TokenReader {
    private final SourceText source;
    private final List<Token> tokens;
    private int next;

    TokenReader(SourceText source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    Token peek() {
        return tokens.get(next);
    }

    /** The token after {@link #peek}. */
    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(next);
        if (next < tokens.size() - 1) {
            next++;
        }
        return token;
    }

    /** The token taken last. */
    Token last() {
        return tokens.get(Math.max(0, next - 1));
    }

    boolean takeSymbol(String symbol) {
        if (peek().isSymbol(symbol)) {
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

    Token expectSymbol(String symbol, String where) {
        if (!peek().isSymbol(symbol)) {
            throw unexpected(where, "\"" + symbol + "\"");
        }
        return take();
    }

    QueryException unexpected(String where, String expected) {
        return error(peek().span(), "unexpected " + peek().words() + " in " + where + ", expected " + expected);
    }

    QueryException error(Span at, String message) {
        return QueryException.inText(source, at.start(), message);
    }
}
