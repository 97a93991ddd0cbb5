package dev.nightjar.query.combined;

import dev.nightjar.query.QueryException;
import dev.nightjar.query.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a combined query. Parts are taken whole, up to the parenthesis that closes them outside strings and comments. */
final class Lexer {
    /** Longest first. */
    private static final List<String> SYMBOLS =
            List.of("==", "!=", ">=", "<=", ">", "<", "+", "-", "*", "/", "%", "^", "(", ")", ",");

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
        lexer.tokens.add(new Token(Token.Kind.END, "", lexer.text.length()));
        return lexer.tokens;
    }

    private boolean skipBlank() {
        while (at < text.length()) {
            if (text.charAt(at) == '#') {
                skipComment();
            } else if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else {
                return true;
            }
        }
        return false;
    }

    private void skipComment() {
        while (at < text.length() && text.charAt(at) != '\n') {
            at++;
        }
    }

    private void token() {
        int start = at;
        char c = text.charAt(at);
        if (Character.isLetter(c) || c == '_') {
            word(start);
            return;
        }
        if (isDigit(c) || (c == '.' && at + 1 < text.length() && isDigit(text.charAt(at + 1)))) {
            number();
            tokens.add(new Token(Token.Kind.NUMBER, text.substring(start, at), start));
            return;
        }
        String symbol = SYMBOLS.stream()
                .filter(each -> text.startsWith(each, start))
                .findFirst()
                .orElseThrow(() -> QueryException.inText(
                        source,
                        start,
                        "unexpected character '" + Character.toString(text.codePointAt(start))
                                + "'; selectors stand inside promql(…) or logql(…)"));
        at += symbol.length();
        tokens.add(new Token(Token.Kind.SYMBOL, symbol, start));
    }

    private void number() {
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean sign = (c == '+' || c == '-') && "eE".indexOf(text.charAt(at - 1)) >= 0;
            if (!isDigit(c) && c != '.' && c != 'e' && c != 'E' && !sign) {
                return;
            }
            at++;
        }
    }

    private void word(int start) {
        while (at < text.length() && (Character.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '_')) {
            at++;
        }
        String word = text.substring(start, at);
        Token.Kind kind = switch (word.toLowerCase(Locale.ROOT)) {
            case "promql" -> Token.Kind.PROMQL;
            case "logql" -> Token.Kind.LOGQL;
            default -> Token.Kind.WORD;
        };
        if (kind == Token.Kind.WORD) {
            tokens.add(new Token(kind, word, start));
            return;
        }
        skipBlank();
        if (at >= text.length() || text.charAt(at) != '(') {
            throw QueryException.inText(
                    source, start, "a query in parentheses must follow " + word + ", as in " + word + "(…)");
        }
        int open = at;
        at++;
        skipPart(open, word);
        tokens.add(new Token(kind, text.substring(open + 1, at - 1), open + 1));
    }

    private void skipPart(int open, String word) {
        int depth = 1;
        while (at < text.length()) {
            char c = text.charAt(at);
            switch (c) {
                case '#' -> {
                    skipComment();
                    continue;
                }
                case '"', '\'', '`' -> skipString(c);
                case '(' -> depth++;
                case ')' -> depth--;
                default -> {}
            }
            at++;
            if (depth == 0) {
                return;
            }
        }
        throw QueryException.inText(source, open, "the parenthesis after " + word + " is not closed");
    }

    /** To the closing quote, or the end where there is none: the part's own language says what is wrong. */
    private void skipString(char quote) {
        at++;
        while (at < text.length() && text.charAt(at) != quote) {
            at += text.charAt(at) == '\\' && quote != '`' ? 2 : 1;
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
