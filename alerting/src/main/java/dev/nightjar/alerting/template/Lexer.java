package dev.nightjar.alerting.template;

import java.util.ArrayList;
import java.util.List;

/** Cuts a template into words. */
final class Lexer {
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    Lexer(String text) {
        this.text = text;
    }

    List<Token> tokens() {
        boolean trimNext = false;
        while (at < text.length()) {
            int open = text.indexOf("{{", at);
            int end = open < 0 ? text.length() : open;
            boolean trimBefore = open >= 0
                    && text.startsWith("-", open + 2)
                    && open + 3 < text.length()
                    && Character.isWhitespace(text.charAt(open + 3));
            literal(text.substring(at, end), trimNext, trimBefore);
            if (open < 0) {
                at = end;
                break;
            }
            at = open + (trimBefore ? 3 : 2);
            trimNext = action();
        }
        tokens.add(new Token(Token.Kind.END, "", false));
        return tokens;
    }

    private void literal(String piece, boolean trimStart, boolean trimEnd) {
        String kept = trimStart ? piece.stripLeading() : piece;
        kept = trimEnd ? kept.stripTrailing() : kept;
        if (!kept.isEmpty()) {
            tokens.add(new Token(Token.Kind.TEXT, kept, false));
        }
    }

    /** One action, from behind its braces; says whether it trims the text behind it. */
    private boolean action() {
        if (comment()) {
            return text.startsWith("-}}", at - 3);
        }
        tokens.add(new Token(Token.Kind.OPEN, "{{", false));
        boolean spaced = false;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                spaced = true;
                at++;
            } else if (text.startsWith("}}", at)) {
                at += 2;
                tokens.add(new Token(Token.Kind.CLOSE, "}}", spaced));
                return false;
            } else if (spaced && text.startsWith("-}}", at)) {
                at += 3;
                tokens.add(new Token(Token.Kind.CLOSE, "}}", true));
                return true;
            } else {
                tokens.add(word(c, spaced));
                spaced = false;
            }
        }
        throw new TemplateException("unclosed action: \"{{\" without \"}}\"");
    }

    private boolean comment() {
        int start = at;
        while (start < text.length() && Character.isWhitespace(text.charAt(start))) {
            start++;
        }
        if (!text.startsWith("/*", start)) {
            return false;
        }
        int end = text.indexOf("*/", start);
        int close = end < 0 ? -1 : text.indexOf("}}", end);
        if (close < 0) {
            throw new TemplateException("unclosed comment");
        }
        at = close + 2;
        return true;
    }

    private Token word(char c, boolean spaced) {
        if (c == '"') {
            return new Token(Token.Kind.STRING, quoted(), spaced);
        }
        if (c == '`') {
            int end = text.indexOf('`', at + 1);
            if (end < 0) {
                throw new TemplateException("unterminated raw string");
            }
            String raw = text.substring(at + 1, end);
            at = end + 1;
            return new Token(Token.Kind.STRING, raw, spaced);
        }
        boolean signed = (c == '-' || c == '+') && at + 1 < text.length() && isDigit(text.charAt(at + 1));
        if (isDigit(c) || signed) {
            return new Token(Token.Kind.NUMBER, take(at + 1, this::isNumberPart), spaced);
        }
        if (c == '$') {
            return new Token(Token.Kind.VARIABLE, take(at + 1, Character::isJavaIdentifierPart), spaced);
        }
        if (c == '.' && at + 1 < text.length() && Character.isJavaIdentifierStart(text.charAt(at + 1))) {
            return new Token(
                    Token.Kind.FIELD,
                    take(at + 1, Character::isJavaIdentifierPart).substring(1),
                    spaced);
        }
        if (Character.isJavaIdentifierStart(c)) {
            return new Token(Token.Kind.WORD, take(at + 1, Character::isJavaIdentifierPart), spaced);
        }
        String mark = text.startsWith(":=", at) ? ":=" : String.valueOf(c);
        if (!":=|().,=".contains(mark)) {
            throw new TemplateException("unexpected \"" + mark + "\" in an action");
        }
        at += mark.length();
        return new Token(Token.Kind.MARK, mark, spaced);
    }

    private String take(int from, java.util.function.IntPredicate part) {
        int end = from;
        while (end < text.length() && part.test(text.charAt(end)) && (end == from || text.charAt(end) != '$')) {
            end++;
        }
        String taken = text.substring(at, end);
        at = end;
        return taken;
    }

    private String quoted() {
        StringBuilder out = new StringBuilder();
        int i = at + 1;
        while (i < text.length() && text.charAt(i) != '"') {
            char c = text.charAt(i++);
            if (c != '\\') {
                out.append(c);
                continue;
            }
            if (i == text.length()) {
                break;
            }
            char escaped = text.charAt(i++);
            switch (escaped) {
                case 'n' -> out.append('\n');
                case 't' -> out.append('\t');
                case 'r' -> out.append('\r');
                case '"', '\\', '\'' -> out.append(escaped);
                case 'x' -> i = code(i, 2, out);
                case 'u' -> i = code(i, 4, out);
                case 'U' -> i = code(i, 8, out);
                default -> throw new TemplateException("unknown escape \"\\" + escaped + "\" in a string");
            }
        }
        if (i >= text.length()) {
            throw new TemplateException("unterminated quoted string");
        }
        at = i + 1;
        return out.toString();
    }

    /** A character by its number in hexadecimal digits; says where the text goes on. */
    private int code(int from, int digits, StringBuilder out) {
        int end = from + digits;
        String hex = end <= text.length() ? text.substring(from, end) : "";
        if (!hex.matches("[0-9a-fA-F]+") || !Character.isValidCodePoint((int) Long.parseLong(hex, 16))) {
            throw new TemplateException("bad escape of a character in a string");
        }
        out.appendCodePoint(Integer.parseInt(hex, 16));
        return end;
    }

    private boolean isNumberPart(int c) {
        return isDigit((char) c) || c == '.' || c == 'e' || c == 'E' || c == '_';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
