package dev.nightjar.server.differential;

import static dev.nightjar.server.differential.Piece.loose;
import static dev.nightjar.server.differential.Piece.matrix;
import static dev.nightjar.server.differential.Piece.scalar;
import static dev.nightjar.server.differential.Piece.vector;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Writes random queries over {@link SampleData}: every operator, modifier, function and aggregation that the given
 * version of Prometheus knows. Most are well typed; some fail, and then both sides must refuse them.
 */
final class Grammar {
    private static final List<String> LABELS = List.of("job", "instance", "code", "le", "nope", "version");
    private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/", "%", "^", "atan2");
    private static final List<String> COMPARISONS = List.of("==", "!=", ">", "<", ">=", "<=");
    private static final List<String> SETS = List.of("and", "or", "unless");

    private final RandomGenerator random;
    private final Choice choice;
    private final Selecting selecting;
    private final FunctionNames functions;

    /** @param version of the Prometheus that will be asked, as of {@link RealPrometheus#version} */
    Grammar(RandomGenerator random, int version) {
        this.random = random;
        this.choice = new Choice(random);
        this.selecting = new Selecting(choice, version);
        this.functions = new FunctionNames(version);
    }

    Piece.Node query() {
        int depth = 1 + random.nextInt(3);
        return switch (random.nextInt(60)) {
            case 0, 1 -> scalarOf(depth);
            case 2 -> rangeOf(depth);
            case 3 ->
                vector(choice.of(
                        "\"a \\\"string\\\"\"",
                        "`raw \\`",
                        "'é\\u00e9'",
                        "'it\\'s \\x41\\102\\U0001F418\\t'",
                        "(\"in parentheses\")",
                        "\"\""));
            case 4, 5 -> chain(depth);
            default -> vectorOf(depth);
        };
    }

    /** Operators side by side, which precedence puts in order. */
    private Piece.Node chain(int depth) {
        List<Object> parts = new ArrayList<>(List.of(link(depth)));
        int links = 1 + random.nextInt(4);
        for (int i = 0; i < links; i++) {
            boolean set = choice.oneIn(3);
            parts.add(" ");
            parts.add(
                    set
                            ? choice.of(SETS)
                            : choice.oneIn(4)
                                    ? choice.of(COMPARISONS) + loose(choice.of(" bool", ""))
                                    : choice.of(ARITHMETIC));
            parts.add(" ");
            parts.add(link(depth));
        }
        return vector(parts.toArray());
    }

    private Piece.Node link(int depth) {
        Piece sign = loose(choice.of("-", "+", "- -", ""));
        return switch (random.nextInt(4)) {
            case 0 -> vector(sign, scalarOf(0));
            case 1 -> vector(sign, "(", vectorOf(depth - 1), ")");
            case 2 -> vector(sign, "sum by (job) (", vectorOf(depth - 1), ")");
            default -> vector(sign, selector());
        };
    }

    private Piece.Node vectorOf(int depth) {
        if (depth <= 0) {
            return selector();
        }
        return switch (random.nextInt(25)) {
            case 0, 1 -> selector();
            case 2, 3, 4, 5, 6 -> overRange(depth);
            case 7, 8, 9 -> ofVector(depth);
            case 10, 11, 12, 13 -> aggregation(depth);
            case 14, 15 -> withScalar(depth);
            case 16, 17, 18, 19 -> ofTwo(depth);
            case 20 -> vector(choice.of("-", "+"), "(", vectorOf(depth - 1), ")");
            case 21 -> vector("-", vectorOf(depth - 1));
            case 22 -> histogram(depth);
            case 23 -> labels(depth);
            default -> vector("vector(", scalarOf(depth - 1), ")");
        };
    }

    private Piece.Node selector() {
        return vector(selecting.selector(), selecting.timing());
    }

    /** A function of a range, of a plain selector or of a subquery. */
    private Piece.Node overRange(int depth) {
        Piece range = rangeOf(depth);
        return switch (random.nextInt(12)) {
            case 0 -> vector("quantile_over_time(", scalarOf(0), ", ", range, ")");
            case 1 -> vector("predict_linear(", range, ", ", scalarOf(0), ")");
            case 2 ->
                vector(
                        "double_exponential_smoothing(",
                        range,
                        ", ",
                        choice.of("0.3", "0.9", "1.5"),
                        ", ",
                        choice.of("0.6", "0.1"),
                        ")");
            default -> vector(choice.of(functions.ofRange()), "(", range, ")");
        };
    }

    private Piece.Node rangeOf(int depth) {
        if (depth <= 1 || random.nextInt(4) > 0) {
            return matrix(
                    selecting.selector(), "[", selecting.duration(), "]", selecting.extension(), selecting.timing());
        }
        return matrix(
                "(",
                vectorOf(depth - 1),
                ")[",
                choice.of("5m", "10m", "25m", "3m7s", "16s", "1h", "2 * 90", "90.5"),
                ":",
                loose(choice.of("1m", "47s", "30s", "2m", "7m", "15", "(20s + 13)", "1s500ms", "")),
                "]",
                selecting.timing());
    }

    private Piece.Node ofVector(int depth) {
        Piece inner = vectorOf(depth - 1);
        return switch (random.nextInt(14)) {
            case 0 -> vector("clamp(", inner, ", ", scalarOf(0), ", ", scalarOf(0), ")");
            case 1 -> vector(choice.of("clamp_min", "clamp_max"), "(", inner, ", ", scalarOf(depth - 1), ")");
            case 2 -> vector("round(", inner, loose(", ", choice.of("0.1", "5", "0", "-2", "0.3")), ")");
            case 3 -> vector(choice.of(functions.ofDate()), "(", random.nextInt(4) == 0 ? loose(inner) : inner, ")");
            case 4 -> vector("timestamp(", inner, ")");
            case 5 -> vector("absent(", inner, ")");
            case 6 -> vector(choice.of("sort", "sort_desc"), "(", inner, ")");
            case 7 ->
                vector(
                        choice.of("sort_by_label", "sort_by_label_desc"),
                        "(",
                        inner,
                        ", \"",
                        choice.of(LABELS),
                        "\"",
                        loose(", \"", choice.of(LABELS), "\""),
                        ")");
            default -> vector(choice.of(functions.ofVector()), "(", inner, ")");
        };
    }

    private Piece.Node aggregation(int depth) {
        String name = choice.of(functions.aggregations());
        Object parameter = switch (name) {
            case "quantile" -> List.of(scalarOf(0), ", ");
            case "topk", "bottomk", "limitk" ->
                List.of(
                        random.nextInt(6) == 0
                                ? scalarOf(1)
                                : choice.of("1", "2", "3", "0", "100", "-1", "1.9", "NaN", "1e19", "Inf"),
                        ", ");
            case "limit_ratio" -> List.of(choice.of("0.5", "-0.5", "0.1", "-1", "1", "1.5", "-2", "NaN", "0"), ", ");
            case "count_values" -> List.of("\"", choice.of("v", "job", "le", "a b", "__name__"), "\", ");
            default -> List.of();
        };
        List<Object> parts = new ArrayList<>(List.of(name));
        Piece grouping = grouping();
        boolean behind = random.nextInt(4) == 0;
        if (!behind) {
            parts.add(grouping);
        }
        parts.add(" (");
        parts.addAll((List<?>) parameter);
        parts.add(vectorOf(depth - 1));
        parts.add(")");
        if (behind) {
            parts.add(grouping);
        }
        return vector(parts.toArray());
    }

    private Piece grouping() {
        return random.nextInt(3) == 0 ? loose() : loose(choice.of(" by ", " without "), labelList());
    }

    private String labelList() {
        return switch (random.nextInt(7)) {
            case 0 -> "()";
            case 6 -> choice.of("(\"job\",)", "( job , __name__ )", "(__name__)", "(job, 'le', job)");
            case 1, 2 -> "(" + choice.of(LABELS) + ")";
            case 3 -> "(\"zone.name\")";
            default -> "(" + choice.of(LABELS) + ", " + choice.of(LABELS) + ")";
        };
    }

    private Piece.Node withScalar(int depth) {
        boolean compares = random.nextInt(3) == 0;
        String operator =
                compares ? choice.of(COMPARISONS) + (random.nextInt(3) == 0 ? " bool" : "") : choice.of(ARITHMETIC);
        Piece inner = vectorOf(depth - 1);
        return random.nextBoolean()
                ? vector("(", inner, ") ", operator, " ", scalarOf(depth - 1))
                : vector(scalarOf(depth - 1), " ", operator, " (", inner, ")");
    }

    private Piece.Node ofTwo(int depth) {
        Piece left = vectorOf(depth - 1);
        Piece right = vectorOf(depth - 1);
        if (random.nextInt(4) == 0) {
            return vector("(", left, ") ", choice.of(SETS), matching(), " (", right, ")");
        }
        String operator = random.nextInt(3) == 0
                ? choice.of(COMPARISONS) + (random.nextInt(3) == 0 ? " bool" : "")
                : choice.of(ARITHMETIC);
        return switch (random.nextInt(8)) {
            case 6 ->
                vector(
                        "(",
                        left,
                        ") ",
                        operator,
                        " ignoring (instance, code, le) group_left ",
                        loose(choice.of("(version)", "(instance)", "()")),
                        " (avg by (job) (",
                        right,
                        "))");
            case 7 ->
                vector(
                        "(max without (instance) (",
                        left,
                        ")) ",
                        operator,
                        " ignoring (instance) group_right ",
                        loose(choice.of("(le)", "(job, code)")),
                        " (",
                        right,
                        ")");
            case 0 ->
                vector(
                        "(",
                        left,
                        ") ",
                        operator,
                        " on (job) group_left ",
                        loose(choice.of("(version)", "(version, instance)", "(nope)", "(job)", "()")),
                        " (sum by (job) (",
                        right,
                        "))");
            case 1 ->
                vector(
                        "(avg by (job, instance) (",
                        left,
                        ")) ",
                        operator,
                        " on (job, instance) group_right () (",
                        right,
                        ")");
            case 2 -> vector("sum by (job) (", left, ") ", operator, " sum by (job) (", right, ")");
            case 3 -> vector(left, " ", operator, matching(), " ", right);
            default -> vector("(", left, ") ", operator, matching(), " (", right, ")");
        };
    }

    private Piece matching() {
        return switch (random.nextInt(4)) {
            case 0 -> loose();
            case 1 -> loose(" on (job, instance)", selecting.fill());
            default -> loose(choice.of(" on ", " ignoring "), labelList(), selecting.fill());
        };
    }

    private Piece.Node histogram(int depth) {
        Piece buckets = random.nextInt(2) == 0
                ? nativeHistogram(depth)
                : choice.oneIn(5)
                        ? oddBuckets()
                        : random.nextBoolean()
                                ? vector(
                                        choice.of("rate", "increase"),
                                        "(latency_bucket",
                                        loose("{job=\"api\"}"),
                                        "[",
                                        selecting.duration(),
                                        "])")
                                : vector("sum by (job, le) (rate(latency_bucket[", selecting.duration(), "]))");
        return random.nextInt(3) == 0
                ? vector("histogram_fraction(", scalarOf(0), ", ", scalarOf(0), ", ", buckets, ")")
                : vector("histogram_quantile(", scalarOf(0), ", ", buckets, ")");
    }

    /** Native and classic histograms under one name, and bounds that are no numbers or twice the same. */
    private Piece.Node oddBuckets() {
        return vector(
                "label_replace(label_replace(",
                choice.of(
                        "latency_bucket or nh_custom",
                        "latency_bucket",
                        "nh_mixed or latency_bucket",
                        "latency_bucket * 1.5"),
                ", \"__name__\", \"",
                choice.of("latency", "$1"),
                "\", \"__name__\", \"(.*)\"), \"le\", \"",
                choice.of("", "x", "0.50", "1e0", "+inf", "-1"),
                "\", \"le\", \"",
                choice.of("0.5", "1", "none", "\\\\+Inf"),
                "\")");
    }

    /** Something that most often is native histograms. */
    private Piece.Node nativeHistogram(int depth) {
        String metric = choice.of(HistogramData.METRICS);
        return switch (random.nextInt(5)) {
            case 0 -> vectorOf(depth - 1);
            case 1 -> vector(metric, selecting.timing());
            case 2 ->
                vector(
                        choice.of("sum", "avg"),
                        grouping(),
                        " (",
                        vector("rate(", metric, "[", selecting.duration(), "])"),
                        ")");
            case 3 ->
                vector(
                        choice.of("sum_over_time", "avg_over_time", "last_over_time", "increase", "delta", "irate"),
                        "(",
                        metric,
                        "[",
                        selecting.duration(),
                        "])");
            default -> vector("rate(", metric, "[", selecting.duration(), "])");
        };
    }

    private Piece.Node labels(int depth) {
        Piece inner = vectorOf(depth - 1);
        return switch (random.nextInt(functions.hasSettledInfo() ? 5 : 4)) {
            case 0 ->
                vector(
                        "label_join(",
                        inner,
                        ", \"",
                        choice.of("joined", "job", "__name__", "zone.name", "é", ""),
                        "\", \"",
                        choice.of("-", "", "é"),
                        "\"",
                        loose(", \"job\""),
                        loose(", \"", choice.of("instance", "nope", "zone.name", "__name__", ""), "\""),
                        ")");
            case 4 ->
                vector(
                        "info(",
                        inner,
                        loose(choice.of(
                                ", {version=~\".+\"}", ", {version=\"1.0\"}", ", {nope=\"x\"}", ", {job=\"api\"}")),
                        ")");
            default ->
                vector(
                        "label_replace(",
                        inner,
                        ", \"",
                        choice.of("made", "job", "__name__", "instance", "zone.name", "a-b", "le", ""),
                        "\", \"",
                        choice.of(
                                "$1-x",
                                "fixed",
                                "",
                                "$2",
                                "${1}",
                                "$0",
                                "$$1",
                                "$",
                                "${first}",
                                "$first_",
                                "$10",
                                "${1"),
                        "\", \"",
                        choice.of("job", "instance", "nope", "__name__", "zone.name", "le"),
                        "\", \"",
                        choice.of(
                                "(a|w).*",
                                "(a)|(w).*",
                                "(?:)",
                                "\\\\d",
                                "(a.i|web|.)??",
                                "(?U).*",
                                "[[:alpha:]]+([[:digit:]]*)",
                                "\\\\Qapi\\\\E",
                                "a{1001}",
                                "(?=a)",
                                "(.*)",
                                "[0-3]",
                                "^(.)(.*)$",
                                "(",
                                "(?P<first>.)(?P<rest>.*)",
                                "(?i)(A)PI",
                                "",
                                "(é)?(.*)"),
                        "\")");
        };
    }

    private Piece.Node scalarOf(int depth) {
        if (depth <= 0 || random.nextBoolean()) {
            return scalar(choice.of(
                    "0", "1", "2", "-1.5", "0.5", "0.9", "1e3", "NaN", "Inf", "-Inf", "pi()", "time()", "0x1F", "5m",
                    "1_000", "-0", "0b11", "07", "1h30m", ".5", "+3", "0X_f", "1e-3", "5.", "NAN", "+inf", "1d",
                    "0o17"));
        }
        return switch (random.nextInt(6)) {
            case 0, 1 -> scalar("scalar(", vectorOf(depth - 1), ")");
            case 2 -> scalar("(", scalarOf(depth - 1), " ", choice.of(COMPARISONS), " bool ", scalarOf(depth - 1), ")");
            case 3 -> scalar("-", scalarOf(depth - 1));
            case 4 -> scalar(scalarOf(depth - 1), " ", choice.of(ARITHMETIC), " ", scalarOf(depth - 1));
            default -> scalar("(", scalarOf(depth - 1), " ", choice.of(ARITHMETIC), " ", scalarOf(depth - 1), ")");
        };
    }
}
