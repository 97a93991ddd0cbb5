package dev.nightjar.alerting.slo;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query whose range somebody wrote as they chart it, such as {@code sum(rate(x[5m]))}. Of counters the range says only over
 * what it is averaged: asked for a window, the events of the window are meant.
 */
final class FixedRange {
    private static final String WINDOW = "{{.window}}";

    /** Texts in quotes and comments, which are passed over, or a range, or a function's name. */
    private static final Pattern PIECE = Pattern.compile(
            "\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^'\\\\]|\\\\.)*'|`[^`]*`|#[^\\n]*|\\[\\s*(?<range>[^\\]]*?)\\s*]"
                    + "|(?<function>[a-z_]+)\\s*\\(");

    /** They give the same for the parts of a window, added up or averaged, as for the whole. */
    private static final Set<String> OF_COUNTERS = Set.of("rate", "increase", "sum_over_time", "count_over_time");

    private static final Pattern OVER_RANGES = Pattern.compile(
            ".*_over_time|[a-z]*rate|increase|i?delta|deriv|changes|resets|predict_linear|double_exponential_smoothing"
                    + "|holt_winters");

    private FixedRange() {}

    /** The query for windows; empty where it has no range, several, one of a subquery, or one that means something else. */
    static Optional<String> forWindows(String query) {
        Matcher piece = PIECE.matcher(query);
        StringBuilder result = new StringBuilder(query.length());
        Set<String> ranges = new HashSet<>();
        int at = 0;
        while (piece.find()) {
            String function = piece.group("function");
            if (function != null && OVER_RANGES.matcher(function).matches() && !OF_COUNTERS.contains(function)) {
                return Optional.empty();
            }
            String range = piece.group("range");
            if (range != null) {
                ranges.add(range);
                result.append(query, at, piece.start())
                        .append('[')
                        .append(WINDOW)
                        .append(']');
                at = piece.end();
            }
        }
        boolean one = ranges.size() == 1 && ranges.iterator().next().matches("(?:[0-9]+(?:ms|[smhdwy]))+");
        return one ? Optional.of(result.append(query, at, query.length()).toString()) : Optional.empty();
    }
}
