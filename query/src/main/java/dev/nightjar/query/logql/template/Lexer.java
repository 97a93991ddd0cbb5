package dev.nightjar.query.logql.template;

import java.util.ArrayList;
import java.util.List;

/** Splits a template into text and the words of its actions; blanks beside trim markers, and comments, are left out. */
final class Lexer {
    private static final String OPEN = "{{";
    private static final String CLOSE = "}}";
    private static final String BLANKS = " \t\r\n";

    private final Source source;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private Lexer(Source source) {
        this.source = source;
        this.text = source.text();
    }

    static List<Token> tokens(Source source) {
        Lexer lexer = new Lexer(source);
        boolean trim = false;
        while (lexer.at < lexer.text.length()) {
            lexer.outside(trim);
            trim = lexer.at < lexer.text.length() && lexer.action();
        }
        lexer.add(Token.Kind.END, "", lexer.text.length());
        return lexer.tokens;
    }

    private void add(Token.Kind kind, String word, int offset) {
        tokens.add(new Token(kind, word, offset));
    }

    private boolean isBlank(int offset) {
        return offset < text.length() && BLANKS.indexOf(text.charAt(offset)) >= 0;
    }

    private void outside(boolean trimLeft) {
        int start = at;
        int open = text.indexOf(OPEN, at);
        int end = open < 0 ? text.length() : open;
        at = end;
        boolean trimRight = open >= 0 && text.startsWith("-", open + 2) && isBlank(open + 3);
        while (trimLeft && start < end && isBlank(start)) {
            start++;
        }
        while (trimRight && end > start && isBlank(end - 1)) {
            end--;
        }
        if (end > start) {
            add(Token.Kind.TEXT, text.substring(start, end), start);
        }
    }

    /** Whether what follows loses its leading blanks. */
    private boolean action() {
        int open = at;
        at += 2;
        if (text.startsWith("-", at) && isBlank(at + 1)) {
            at += 2;
        }
        if (text.startsWith("/*", at)) {
            return comment(open);
        }
        add(Token.Kind.OPEN, OPEN, open);
        while (true) {
            int blank = at;
            while (isBlank(at)) {
                at++;
            }
            boolean trim = at > blank && text.startsWith("-" + CLOSE, at);
            if (trim || text.startsWith(CLOSE, at)) {
                at += trim ? 3 : 2;
                add(Token.Kind.CLOSE, CLOSE, at - 2);
                return trim;
            }
            if (at >= text.length()) {
                throw source.wrong(open, "unclosed action");
            }
            if (at > blank) {
                add(Token.Kind.BLANK, " ", blank);
            }
            word();
        }
    }

    private boolean comment(int open) {
        int end = text.indexOf("*/", at);
        if (end < 0) {
            throw source.wrong(open, "unclosed comment");
        }
        at = end + 2;
        boolean trim = isBlank(at) && text.startsWith("-" + CLOSE, at + 1);
        if (!trim && !text.startsWith(CLOSE, at)) {
            throw source.wrong(open, "comment ends before closing delimiter");
        }
        at += trim ? 4 : 2;
        return trim;
    }

    private void word() {
        int start = at;
        char c = text.charAt(at);
        char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (c == '"' || c == '\'') {
            quoted(c);
            add(c == '"' ? Token.Kind.STRING : Token.Kind.NUMBER, text.substring(start, at), start);
        } else if (c == '`') {
            int end = text.indexOf('`', at + 1);
            if (end < 0) {
                throw source.wrong(start, "unterminated raw quoted string");
            }
            at = end + 1;
            add(Token.Kind.STRING, text.substring(start, at), start);
        } else if (c == '.' && !isDigit(next)) {
            at++;
            skipName();
            requireEnd();
            add(at > start + 1 ? Token.Kind.FIELD : Token.Kind.DOT, text.substring(start, at), start);
        } else if (c == '$') {
            at++;
            skipName();
            requireEnd();
            add(Token.Kind.VARIABLE, text.substring(start, at), start);
        } else if (isDigit(c) || c == '.' || ((c == '+' || c == '-') && (isDigit(next) || next == '.'))) {
            number();
            add(Token.Kind.NUMBER, text.substring(start, at), start);
        } else if (isNamePart(c)) {
            skipName();
            requireEnd();
            add(Token.Kind.WORD, text.substring(start, at), start);
        } else if (c == ':' && next == '=') {
            at += 2;
            add(Token.Kind.SYMBOL, ":=", start);
        } else if ("|(),=".indexOf(c) >= 0) {
            at++;
            add(Token.Kind.SYMBOL, String.valueOf(c), start);
        } else {
            throw source.wrong(
                    start, "unexpected " + GoQuote.of(Character.toString(text.codePointAt(start))) + " in operand");
        }
    }

    private void quoted(char quote) {
        int start = at++;
        while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length() || text.charAt(at) != quote) {
            throw source.wrong(start, quote == '"' ? "unterminated quoted string" : "unterminated character constant");
        }
        at++;
    }

    private void number() {
        at++;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean sign = (c == '+' || c == '-') && "eEpP".indexOf(text.charAt(at - 1)) >= 0;
            if (!isNamePart(c) && c != '.' && !sign) {
                return;
            }
            at++;
        }
    }

    private void skipName() {
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
    }

    /** Of a name: {@code .a-b} is none. */
    private void requireEnd() {
        boolean ends = at >= text.length()
                || isBlank(at)
                || ".,|:()=".indexOf(text.charAt(at)) >= 0
                || text.startsWith(CLOSE, at);
        if (!ends) {
            int found = text.codePointAt(at);
            throw source.wrong(at, String.format("bad character U+%04X '%s'", found, Character.toString(found)));
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isNamePart(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }
}
