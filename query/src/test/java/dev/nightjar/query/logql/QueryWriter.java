package dev.nightjar.query.logql;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes random queries that use all of the language: every stage, function, aggregation, operator and modifier. */
final class QueryWriter {
    private static final List<String> LABELS = List.of("app", "level", "_x9", "status", "size", "took");
    private static final List<String> TEXTS =
            List.of("\"a\"", "`b \"c\"`", "\"tab\\t\\\"q\\\" \\u00e9\"", "\"größe\"", "\"\"", "`.*x+`");
    private static final List<String> STAGES = List.of(
            "| json",
            "| json a=\"b.c[0]\", d=`e[\"f g\"]`",
            "| logfmt",
            "| logfmt --strict --keep-empty x=\"y\"",
            "| unpack",
            "| decolorize",
            "| pattern `<a> - <_> <b>`",
            "| regexp `(?P<m>[A-Z]+) x`",
            "| line_format `{{.a | upper}} {{if .b}}1{{end}}`",
            "| label_format a=b, c=`{{.d}}`",
            "| drop a, b=\"c\", d=~`e|f`",
            "| keep app, level!=\"debug\"");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<String> LINE_FUNCTIONS =
            List.of("rate", "count_over_time", "bytes_rate", "bytes_over_time", "absent_over_time");
    private static final List<String> VALUE_FUNCTIONS = List.of(
            "rate",
            "sum_over_time",
            "avg_over_time",
            "max_over_time",
            "min_over_time",
            "first_over_time",
            "last_over_time",
            "stdvar_over_time",
            "stddev_over_time",
            "rate_counter",
            "absent_over_time");
    private static final List<String> GROUPED = List.of("avg_over_time", "max_over_time", "stddev_over_time");

    private final RandomGenerator random;

    QueryWriter(long seed) {
        this.random = new Random(seed);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String some(Supplier<String> text) {
        return random.nextInt(3) == 0 ? text.get() : "";
    }

    private String list(int most, String separator, Supplier<String> text) {
        return Stream.generate(text).limit(random.nextInt(most + 1)).collect(Collectors.joining(separator));
    }

    private String matcher() {
        return pick(LABELS) + pick(List.of("=", "!=", "=~", "!~")) + pick(TEXTS);
    }

    String lines() {
        return "{" + list(3, ", ", this::matcher) + "}" + list(4, "", () -> " " + stage());
    }

    private String stage() {
        return switch (random.nextInt(4)) {
            case 0 ->
                pick(List.of("|=", "!=", "|~", "!~")) + " " + pick(TEXTS) + list(2, "", () -> " or " + pick(TEXTS));
            case 1 ->
                pick(List.of(
                        "|= ip(\"10.0.0.0/8\")",
                        "!= ip(\"::1\")",
                        "|> `a <_> b`",
                        "!> \"<_>c\" or \"d\"",
                        "|= \"x\" or ip(\"1.2.3.4\")"));
            case 2 -> "| " + condition(3);
            default -> pick(STAGES);
        };
    }

    private String condition(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            String joined = condition(depth - 1) + pick(List.of(" and ", " or ", ", ", " ")) + condition(depth - 1);
            return random.nextBoolean() ? joined : "(" + joined + ")";
        }
        return switch (random.nextInt(3)) {
            case 0 -> matcher();
            case 1 -> pick(LABELS) + pick(List.of("=", "!=")) + "ip(\"192.168.0.1-192.168.0.9\")";
            default ->
                pick(LABELS)
                        + pick(COMPARISONS)
                        + pick(List.of(
                                "5", "-1.5", "1e9", "250ms", "1h30m", "2d", "1.5s", "5KB", "3MiB", "1.2GB", "7B"));
        };
    }

    private String names() {
        return "(" + list(2, ", ", () -> pick(LABELS)) + ")";
    }

    private String grouping() {
        return pick(List.of(" by ", " without ")) + names();
    }

    private String range() {
        return "[" + pick(List.of("5m", "1h30m", "1d", "250ms", "2w")) + "]"
                + some(() -> " offset " + pick(List.of("1h", "-5m", "1d12h")));
    }

    private String rangeAggregation() {
        if (random.nextBoolean()) {
            return pick(LINE_FUNCTIONS) + "(" + lines() + range() + ")";
        }
        String unwrap = " | unwrap " + pick(List.of("took", "duration(took)", "duration_seconds(took)", "bytes(size)"))
                + some(() -> " | " + condition(1));
        if (random.nextInt(4) == 0) {
            return "quantile_over_time(0.99, " + lines() + unwrap + range() + ")" + some(this::grouping);
        }
        return random.nextInt(3) == 0
                ? pick(GROUPED) + "(" + lines() + unwrap + range() + ")" + grouping()
                : pick(VALUE_FUNCTIONS) + "(" + lines() + unwrap + range() + ")";
    }

    /** A query of values. */
    String metric(int depth) {
        if (depth == 0) {
            return rangeAggregation();
        }
        return switch (random.nextInt(9)) {
            case 0 ->
                pick(List.of("sum", "avg", "count", "min", "max", "stddev", "stdvar")) + some(this::grouping) + " ("
                        + metric(depth - 1) + ")";
            case 1 ->
                pick(List.of("topk", "bottomk")) + "(" + pick(List.of("1", "10")) + ", " + metric(depth - 1) + ")"
                        + some(this::grouping);
            case 6 -> "approx_topk(3, " + metric(depth - 1) + ")";
            case 2 -> pick(List.of("sort", "sort_desc")) + "(" + metric(depth - 1) + ")";
            case 3 -> "label_replace(" + metric(depth - 1) + ", \"a\", \"$1-${b}\", \"c\", `(?P<b>.*)`)";
            case 4 -> "vector(" + pick(List.of("1", "0.25", "1e9")) + ")";
            case 5 -> "(" + metric(depth - 1) + ")";
            default -> binary(depth);
        };
    }

    private String binary(int depth) {
        boolean set = random.nextInt(3) == 0;
        String op = set
                ? pick(List.of("and", "or", "unless"))
                : pick(List.of("+", "-", "*", "/", "%", "^", "== bool", "> bool", "<=", "!="));
        String matching = some(() -> pick(List.of(" on ", " ignoring "))
                + names()
                + (set ? "" : some(() -> pick(List.of(" group_left ", " group_right ")) + names())));
        String right = set || random.nextInt(4) > 0 ? metric(depth - 1) : pick(List.of("2", "-1.5", "1 + 2 * 3"));
        return metric(depth - 1) + " " + op + matching + " " + right;
    }
}
