package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoQuote;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts a template into words, where Go does. What cannot be a word ends it, as a word that says what is wrong. */
final class Lexer {
    private static final Set<String> KEYWORDS =
            Set.of("block", "break", "continue", "define", "else", "end", "if", "range", "template", "with");

    private static final String DIGITS = "0123456789_";
    private static final List<String> PREFIXES = List.of("0b", "0B", "0o", "0O");

    /** Ends the reading; the parser says it once it has come so far. */
    private static final class Wrong extends RuntimeException {
        final int at;

        Wrong(int at, String message) {
            super(message, null, false, false);
            this.at = at;
        }
    }

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private int parentheses;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() {
        try {
            cut();
            tokens.add(new Token(Token.Kind.END, "", false, text.length()));
        } catch (Wrong wrong) {
            tokens.add(new Token(Token.Kind.ERROR, String.valueOf(wrong.getMessage()), true, wrong.at));
        }
        return tokens;
    }

    private void cut() {
        boolean trimNext = false;
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            int end = open < 0 ? text.length() : open;
            boolean trimBefore =
                    open >= 0 && text.startsWith("-", open + 2) && open + 3 < text.length() && isSpace(open + 3);
            literal(text.substring(at, end), trimNext, trimBefore);
            if (open < 0) {
                return;
            }
            at = open + (trimBefore ? 4 : 2);
            trimNext = text.startsWith("/*", at) ? comment() : action(open);
        }
    }

    private void literal(String piece, boolean trimStart, boolean trimEnd) {
        int begins = 0;
        int ends = piece.length();
        while (trimStart && begins < ends && isSpace(at + begins)) {
            begins++;
        }
        while (trimEnd && ends > begins && isSpace(at + ends - 1)) {
            ends--;
        }
        if (begins < ends) {
            tokens.add(new Token(Token.Kind.TEXT, piece.substring(begins, ends), false, at + begins));
        }
    }

    /** Says whether it trims the text behind it. */
    private boolean comment() {
        int end = text.indexOf("*/", at);
        if (end < 0) {
            throw new Wrong(at, "unclosed comment");
        }
        boolean trims = end + 3 < text.length() && isSpace(end + 2) && text.startsWith("-}}", end + 3);
        if (!trims && !text.startsWith("}}", end + 2)) {
            throw new Wrong(at, "comment ends before closing delimiter");
        }
        at = end + (trims ? 6 : 4);
        return trims;
    }

    /** One action, from behind its braces; says whether it trims the text behind it. */
    private boolean action(int open) {
        tokens.add(new Token(Token.Kind.OPEN, "{{", false, open));
        parentheses = 0;
        boolean spaced = false;
        while (at < text.length()) {
            boolean trims = spaced && text.startsWith("-}}", at);
            if (trims || text.startsWith("}}", at)) {
                if (parentheses > 0) {
                    throw new Wrong(at, "unclosed left paren");
                }
                tokens.add(new Token(Token.Kind.CLOSE, "}}", spaced, at));
                at += trims ? 3 : 2;
                return trims;
            }
            if (isSpace(at)) {
                spaced = true;
                at++;
            } else {
                int begins = at;
                Token.Kind kind = word();
                tokens.add(new Token(kind, text.substring(begins, at), spaced, begins));
                spaced = false;
            }
        }
        throw new Wrong(at, "unclosed action");
    }

    /** Goes behind one word, and says what it is. */
    private Token.Kind word() {
        char c = text.charAt(at);
        if (c == '"' || c == '\'') {
            return quoted(c);
        }
        if (c == '`') {
            return raw();
        }
        if (c == '$') {
            return name(at + 1, Token.Kind.VARIABLE);
        }
        boolean digitNext = at + 1 < text.length() && isDigit(text.charAt(at + 1));
        if (c == '.' && !digitNext) {
            return name(at + 1, Token.Kind.FIELD) == Token.Kind.FIELD && text.charAt(at - 1) != '.'
                    ? Token.Kind.FIELD
                    : Token.Kind.DOT;
        }
        if (c == '.' || c == '+' || c == '-' || isDigit(c)) {
            return number();
        }
        if (isInName(c)) {
            int begins = at;
            name(at, Token.Kind.WORD);
            return ofWord(text.substring(begins, at));
        }
        return mark(c);
    }

    private Token.Kind name(int from, Token.Kind kind) {
        int begins = at;
        at = from;
        while (at < text.length() && isInName(text.charAt(at))) {
            at++;
        }
        if (at < text.length() && !isSpace(at) && ".,|:)(".indexOf(text.charAt(at)) < 0 && !text.startsWith("}}", at)) {
            int found = text.codePointAt(at);
            throw new Wrong(begins, "bad character " + unicode(found));
        }
        return kind;
    }

    private static Token.Kind ofWord(String word) {
        if (KEYWORDS.contains(word)) {
            return Token.Kind.KEYWORD;
        }
        return switch (word) {
            case "true", "false" -> Token.Kind.BOOLEAN;
            case "nil" -> Token.Kind.NIL;
            default -> Token.Kind.WORD;
        };
    }

    private Token.Kind mark(char c) {
        int begins = at;
        if (c == ':' && !text.startsWith(":=", at)) {
            throw new Wrong(begins, "expected :=");
        }
        if (c > '~' || c < ' ') {
            throw new Wrong(begins, "unrecognized character in action: " + unicode(text.codePointAt(at)));
        }
        parentheses += c == '(' ? 1 : c == ')' ? -1 : 0;
        at += c == ':' ? 2 : 1;
        return Token.Kind.MARK;
    }

    private static String unicode(int c) {
        return String.format(Locale.ROOT, "U+%04X '%s'", c, Character.toString(c));
    }

    private Token.Kind raw() {
        int end = text.indexOf('`', at + 1);
        if (end < 0) {
            throw new Wrong(at, "unterminated raw quoted string");
        }
        at = end + 1;
        return Token.Kind.STRING;
    }

    private Token.Kind quoted(char quote) {
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != quote && text.charAt(i) != '\n') {
            i += text.charAt(i) == '\\' && i + 1 < text.length() && text.charAt(i + 1) != '\n' ? 2 : 1;
        }
        if (i >= text.length() || text.charAt(i) != quote) {
            throw new Wrong(at, quote == '"' ? "unterminated quoted string" : "unterminated character constant");
        }
        at = i + 1;
        return quote == '"' ? Token.Kind.STRING : Token.Kind.CHARACTER;
    }

    private Token.Kind number() {
        int begins = at;
        at += text.charAt(at) == '+' || text.charAt(at) == '-' ? 1 : 0;
        boolean hexadecimal = text.startsWith("0x", at) || text.startsWith("0X", at);
        String digits = hexadecimal ? DIGITS + "abcdefABCDEF" : DIGITS;
        if (hexadecimal || PREFIXES.stream().anyMatch(prefix -> text.startsWith(prefix, at))) {
            at += 2;
        }
        at = behind(at, digits);
        if (text.startsWith(".", at)) {
            at = behind(at + 1, digits);
        }
        boolean exponent = at < text.length() && (hexadecimal ? "pP" : "eE").indexOf(text.charAt(at)) >= 0;
        if (exponent) {
            at++;
            at += text.startsWith("+", at) || text.startsWith("-", at) ? 1 : 0;
            at = behind(at, DIGITS);
        }
        boolean goesOn = at < text.length() && isInName(text.charAt(at));
        String found = text.substring(begins, goesOn ? at + 1 : at);
        if (goesOn || found.chars().noneMatch(c -> isDigit((char) c))) {
            throw new Wrong(begins, "bad number syntax: " + GoQuote.of(found));
        }
        return Token.Kind.NUMBER;
    }

    private int behind(int from, String allowed) {
        int end = from;
        while (end < text.length() && allowed.indexOf(text.charAt(end)) >= 0) {
            end++;
        }
        return end;
    }

    private boolean isSpace(int where) {
        return " \t\r\n".indexOf(text.charAt(where)) >= 0;
    }

    private static boolean isInName(char c) {
        return c == '_' || Character.isLetterOrDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
