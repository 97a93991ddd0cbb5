package dev.nightjar.gotemplate;

import dev.nightjar.gotemplate.notation.GoQuote;
import java.nio.charset.StandardCharsets;

/**
 * A word of a template.
 *
 * @param kind TEXT lies outside of actions; OPEN and CLOSE are {@code {{} and {@code }}}; FIELD is a name with a dot in
 *     front and VARIABLE one with a dollar, both with it; MARK is punctuation; ERROR is what cannot be a word, and the
 *     last one
 * @param text as written, of an ERROR what is wrong
 * @param spaced whether white space stands before it: {@code $x .y} is two terms, {@code $x.y} one
 * @param at its first character
 */
record Token(Kind kind, String text, boolean spaced, int at) {
    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        KEYWORD,
        NIL,
        DOT,
        BOOLEAN,
        WORD,
        FIELD,
        VARIABLE,
        STRING,
        NUMBER,
        CHARACTER,
        MARK,
        ERROR,
        END
    }

    private static final int SHOWN = 10;

    boolean is(String mark) {
        return (kind == Kind.MARK || kind == Kind.KEYWORD) && text.equals(mark);
    }

    boolean startsOperand() {
        return switch (kind) {
            case NIL, DOT, BOOLEAN, WORD, FIELD, VARIABLE, STRING, NUMBER, CHARACTER -> true;
            case MARK -> text.equals("(");
            case TEXT, OPEN, CLOSE, KEYWORD, ERROR, END -> false;
        };
    }

    /** As Go's errors name it. */
    String named() {
        return switch (kind) {
            case END -> "EOF";
            case ERROR -> text;
            case KEYWORD, NIL, DOT -> "<" + text + ">";
            default -> quoted();
        };
    }

    private String quoted() {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return bytes.length <= SHOWN
                ? GoQuote.of(text)
                : GoQuote.of(text.substring(
                                0, text.offsetByCodePoints(0, Math.min(SHOWN, text.codePointCount(0, text.length())))))
                        + "...";
    }
}
