package dev.nightjar.query.logql.template;

import java.util.List;

/** A walk over a template's tokens. Blanks are passed over where nothing depends on them. */
final class TokenWalk {
    private final Source source;
    private final List<Token> tokens;
    private int at;

    TokenWalk(Source source) {
        this.source = source;
        this.tokens = Lexer.tokens(source);
    }

    Token peek() {
        return tokens.get(at);
    }

    Token take() {
        Token token = peek();
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Where the walk is, to come {@link #back}. */
    int place() {
        return at;
    }

    void back(int place) {
        at = place;
    }

    void skipBlank() {
        if (peek().kind() == Token.Kind.BLANK) {
            take();
        }
    }

    /** The first word of the action that begins here. */
    Token peekBehindOpen() {
        int next = Math.min(at + 1, tokens.size() - 1);
        return tokens.get(next).kind() == Token.Kind.BLANK
                ? tokens.get(Math.min(next + 1, tokens.size() - 1))
                : tokens.get(next);
    }

    /** The word that stands next, behind a blank or not. */
    Token takeWord() {
        skipBlank();
        return take();
    }

    boolean isNextWord(String word) {
        skipBlank();
        return peek().isWord(word);
    }

    boolean isAtClose() {
        skipBlank();
        return peek().kind() == Token.Kind.CLOSE;
    }

    /** Takes the end of the action. */
    void close(String context) {
        if (!isAtClose()) {
            throw unexpected(context);
        }
        take();
    }

    String string(String context) {
        skipBlank();
        if (peek().kind() != Token.Kind.STRING) {
            throw unexpected(context);
        }
        return Literals.string(source, take());
    }

    TemplateFailure unexpected(String context) {
        Token found = peek();
        String shown = switch (found.kind()) {
            case END -> "EOF";
            case CLOSE -> "\"}}\"";
            case WORD, FIELD, VARIABLE, STRING, NUMBER -> '<' + found.text() + '>';
            case DOT -> "<.>";
            case SYMBOL, TEXT, OPEN, BLANK -> GoQuote.of(found.text());
        };
        return source.wrong(found.offset(), "unexpected " + shown + " in " + context);
    }
}
