package dev.nightjar.query.logql.template;

/**
 * A word of a template.
 *
 * @param text as written; of a text outside actions, what is left of it
 */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        /** Outside actions. */
        TEXT,
        /** The beginning of an action. */
        OPEN,
        /** Its end. */
        CLOSE,
        /** A blank inside an action, which tells {@code .a .b} from {@code .a.b}. */
        BLANK,
        WORD,
        /** {@code .name}. */
        FIELD,
        /** {@code $name}. */
        VARIABLE,
        DOT,
        STRING,
        NUMBER,
        /** {@code | ( ) , := =}. */
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equals(word);
    }
}
