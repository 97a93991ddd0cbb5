package dev.nightjar.alerting.template;

/**
 * A word of a template.
 *
 * @param kind TEXT lies outside of actions; OPEN and CLOSE are {@code {{} and {@code }}}; WORD is a name, FIELD one
 *     with a dot in front and VARIABLE one with a dollar; MARK is punctuation
 * @param spaced whether white space stands before it: {@code $x .y} is two terms, {@code $x.y} one
 */
record Token(Kind kind, String text, boolean spaced) {
    enum Kind {
        TEXT,
        OPEN,
        CLOSE,
        WORD,
        FIELD,
        VARIABLE,
        STRING,
        NUMBER,
        MARK,
        END
    }

    boolean is(String mark) {
        return (kind == Kind.MARK || kind == Kind.WORD) && text.equals(mark);
    }
}
