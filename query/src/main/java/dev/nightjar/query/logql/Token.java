package dev.nightjar.query.logql;

/**
 * A word of a query.
 *
 * @param text for a string what it means, for anything else as written
 * @param offset of its first character in the query
 */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        WORD,
        STRING,
        /** A number, alone or with a unit: {@code 1.5}, {@code 5m}, {@code 10KiB}. */
        QUANTITY,
        /** {@code --strict}. */
        FLAG,
        SYMBOL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** For messages. */
    String shown() {
        return switch (kind) {
            case END -> "the end of the query";
            case STRING -> "the string \"" + text + '"';
            case WORD, QUANTITY, FLAG, SYMBOL -> '"' + text + '"';
        };
    }
}
