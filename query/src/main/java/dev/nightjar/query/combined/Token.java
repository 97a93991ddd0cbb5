package dev.nightjar.query.combined;

/** A word of a combined query; a part's text is one word. */
record Token(Kind kind, String text, int offset) {
    enum Kind {
        WORD,
        NUMBER,
        SYMBOL,
        /** The text inside {@code promql(…)}. */
        PROMQL,
        /** The text inside {@code logql(…)}. */
        LOGQL,
        END
    }

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    String shown() {
        return kind == Kind.END ? "the end of the query" : '"' + text + '"';
    }
}
