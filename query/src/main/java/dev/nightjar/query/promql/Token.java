package dev.nightjar.query.promql;

/** A word of the text. For strings {@code text} is what they say, for all others how they are written. */
record Token(Kind kind, String text, Span span) {
    enum Kind {
        END,
        IDENTIFIER,
        NUMBER,
        DURATION,
        STRING,
        SYMBOL
    }

    boolean isSymbol(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    /** Keywords are known whatever their case. */
    boolean isWord(String word) {
        return kind == Kind.IDENTIFIER && text.equalsIgnoreCase(word);
    }

    /** As error messages call it. */
    String words() {
        return switch (kind) {
            case END -> "end of input";
            case IDENTIFIER -> "identifier \"" + text + "\"";
            case NUMBER -> "number \"" + text + "\"";
            case DURATION -> "duration \"" + text + "\"";
            case STRING -> "string \"" + text + "\"";
            case SYMBOL -> "\"" + text + "\"";
        };
    }
}
