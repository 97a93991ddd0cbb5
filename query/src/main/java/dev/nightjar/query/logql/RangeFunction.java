package dev.nightjar.query.logql;

import java.util.Locale;
import java.util.Optional;

/** The functions over a range of lines, or of values unwrapped from them. */
enum RangeFunction {
    COUNT_OVER_TIME(Input.LINES, false),
    RATE(Input.EITHER, false),
    BYTES_OVER_TIME(Input.LINES, false),
    BYTES_RATE(Input.LINES, false),
    ABSENT_OVER_TIME(Input.EITHER, false),
    RATE_COUNTER(Input.VALUES, false),
    SUM_OVER_TIME(Input.VALUES, false),
    AVG_OVER_TIME(Input.VALUES, true),
    MIN_OVER_TIME(Input.VALUES, true),
    MAX_OVER_TIME(Input.VALUES, true),
    FIRST_OVER_TIME(Input.VALUES, true),
    LAST_OVER_TIME(Input.VALUES, true),
    STDVAR_OVER_TIME(Input.VALUES, true),
    STDDEV_OVER_TIME(Input.VALUES, true),
    QUANTILE_OVER_TIME(Input.VALUES, true);

    /** What a function works on. */
    enum Input {
        LINES,
        VALUES,
        EITHER
    }

    private final Input input;
    private final boolean groups;

    RangeFunction(Input input, boolean groups) {
        this.input = input;
        this.groups = groups;
    }

    Input input() {
        return input;
    }

    /** Whether {@code by} and {@code without} are allowed. */
    boolean groups() {
        return groups;
    }

    String symbol() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<RangeFunction> named(String name) {
        for (RangeFunction function : values()) {
            if (function.symbol().equals(name)) {
                return Optional.of(function);
            }
        }
        return Optional.empty();
    }
}
