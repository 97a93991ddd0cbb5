package dev.nightjar.gotemplate;

import java.util.List;

/** The words of one template, one after the other, and its errors as Go says them. */
final class TokenReader {
    private final Source source;
    private final List<Token> tokens;
    private int next;

    TokenReader(Source source) {
        this.source = source;
        this.tokens = new Lexer(source.text()).tokens();
    }

    Source source() {
        return source;
    }

    Token peek() {
        return tokens.get(next);
    }

    /** The one behind the next. */
    Token peekSecond() {
        return tokens.get(Math.min(next + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = tokens.get(next);
        if (next < tokens.size() - 1) {
            next++;
        }
        return token;
    }

    /** Which word is next, for {@link #written}. */
    int position() {
        return next;
    }

    /** How Go writes the words from {@code first} to the present one, which stays out. */
    String written(int first) {
        StringBuilder out = new StringBuilder();
        for (Token token : tokens.subList(first, next)) {
            boolean glued = out.isEmpty()
                    || out.charAt(out.length() - 1) == '('
                    || token.is(")")
                    || token.is(",")
                    || (token.kind() == Token.Kind.FIELD && !token.spaced());
            out.append(glued ? "" : " ").append(token.text());
        }
        return out.toString();
    }

    Token expect(Token.Kind kind, String context) {
        Token token = next();
        if (token.kind() != kind) {
            throw unexpected(token, context);
        }
        return token;
    }

    TemplateException unexpected(Token token, String context) {
        if (token.kind() != Token.Kind.ERROR) {
            return error(token, "unexpected " + token.named() + " in " + context);
        }
        int began = tokens.stream()
                .filter(each -> each.kind() == Token.Kind.OPEN)
                .reduce((_, later) -> later)
                .map(open -> source.line(open.at()))
                .orElse(0);
        boolean elsewhere = began != 0 && began != source.line(token.at());
        String action = token.text().endsWith(" action") ? "" : " in action";
        return error(token, token.text() + (elsewhere ? action + " started at " + source.name() + ":" + began : ""));
    }

    TemplateException error(Token token, String message) {
        return source.error(token.at(), message);
    }
}
