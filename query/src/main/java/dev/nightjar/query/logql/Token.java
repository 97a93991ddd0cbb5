package dev.nightjar.query.logql;

import java.util.Locale;
import java.util.Set;

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
        /** {@code [5m]}, without its brackets. */
        RANGE,
        SYMBOL,
        END
    }

    private static final Set<String> KEYWORDS = Set.of(
            "by",
            "without",
            "bool",
            "offset",
            "on",
            "ignoring",
            "group_left",
            "group_right",
            "or",
            "and",
            "unless",
            "unwrap",
            "json",
            "regexp",
            "logfmt",
            "unpack",
            "pattern",
            "label_format",
            "line_format",
            "decolorize",
            "drop",
            "keep",
            "ip",
            "label_replace");

    /** Loki names them by their tokens where they are called, and takes them for any word where they are not. */
    private static final Set<String> FUNCTIONS = Set.of(
            "rate",
            "rate_counter",
            "count_over_time",
            "bytes_rate",
            "bytes_over_time",
            "avg_over_time",
            "sum_over_time",
            "min_over_time",
            "max_over_time",
            "stdvar_over_time",
            "stddev_over_time",
            "quantile_over_time",
            "first_over_time",
            "last_over_time",
            "absent_over_time",
            "vector",
            "sum",
            "avg",
            "max",
            "min",
            "count",
            "stddev",
            "stdvar",
            "bottomk",
            "topk",
            "sort",
            "sort_desc",
            "approx_topk");

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /** Whether it stands where a function's name does; {@code next}: the token behind it. */
    boolean isCalled(Token next) {
        return kind == Kind.WORD && (next.is("(") || next.isWord("by") || next.isWord("without"));
    }

    boolean isFunction() {
        return kind == Kind.WORD && FUNCTIONS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** A word that is never a name; functions without operands are. */
    boolean isKeyword() {
        return kind == Kind.WORD && KEYWORDS.contains(text.toLowerCase(Locale.ROOT)) && !isWord("label_replace");
    }

    /** What kind of word it is, in the names that Loki's messages have; {@code next}: the token behind it. */
    String shown(Token next) {
        return isFunction() && isCalled(next) ? text.toUpperCase(Locale.ROOT) : shown();
    }

    private String shown() {
        return switch (kind) {
            case END -> "$end";
            case STRING -> "STRING";
            case WORD ->
                KEYWORDS.contains(text.toLowerCase(Locale.ROOT)) ? text.toLowerCase(Locale.ROOT) : "IDENTIFIER";
            case FLAG -> "-";
            case RANGE -> "RANGE";
            case SYMBOL -> text;
            case QUANTITY ->
                Units.number(text).isPresent()
                        ? "NUMBER"
                        : Units.durationNanos(text).isPresent() ? "DURATION" : "BYTES";
        };
    }
}
