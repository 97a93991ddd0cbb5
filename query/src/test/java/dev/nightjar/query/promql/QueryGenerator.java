package dev.nightjar.query.promql;

import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Writes random well-typed queries over the metrics {@code a_total}, {@code b_total} and {@code c}. */
final class QueryGenerator {
    private static final List<String> METRICS = List.of("a_total", "b_total", "c");
    private static final List<String> LABELS = List.of("job", "instance");
    private static final List<String> RANGE_FUNCTIONS = List.of(
            "rate",
            "increase",
            "delta",
            "irate",
            "idelta",
            "sum_over_time",
            "avg_over_time",
            "max_over_time",
            "min_over_time",
            "count_over_time",
            "last_over_time",
            "changes",
            "resets",
            "deriv",
            "stddev_over_time",
            "present_over_time");
    private static final List<String> FUNCTIONS =
            List.of("abs", "ceil", "floor", "sgn", "sqrt", "exp", "round", "absent");
    private static final List<String> AGGREGATIONS =
            List.of("sum", "avg", "min", "max", "count", "group", "stddev", "stdvar");
    private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/", "%", "^", "atan2");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<String> SETS = List.of("and", "or", "unless");

    private final RandomGenerator random;

    QueryGenerator(long seed) {
        this.random = new Random(seed);
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    String vector(int depth) {
        if (depth == 0) {
            return selector() + timing();
        }
        return switch (random.nextInt(9)) {
            case 0 -> selector() + timing();
            case 1 -> pick(RANGE_FUNCTIONS) + "(" + selector() + "[" + duration() + "]" + timing() + ")";
            case 2 ->
                pick(RANGE_FUNCTIONS) + "(" + "(" + vector(depth - 1) + ")[5m:" + (random.nextBoolean() ? "30s" : "")
                        + "]" + timing() + ")";
            case 3 -> pick(FUNCTIONS) + "(" + vector(depth - 1) + ")";
            case 4 -> pick(AGGREGATIONS) + grouping() + "(" + vector(depth - 1) + ")";
            case 5 -> (random.nextBoolean() ? "topk" : "bottomk") + "(2, " + vector(depth - 1) + ")";
            case 6 -> "(" + vector(depth - 1) + ") " + pick(ARITHMETIC) + " " + scalar();
            case 7 ->
                "-(" + vector(depth - 1) + ") " + pick(COMPARISONS) + (random.nextBoolean() ? " bool " : " ")
                        + scalar();
            default ->
                "sum by (job) (" + vector(depth - 1) + ") " + operator() + " sum by (job) (" + vector(depth - 1) + ")";
        };
    }

    private String operator() {
        return switch (random.nextInt(3)) {
            case 0 -> pick(ARITHMETIC) + (random.nextBoolean() ? " on (job)" : " ignoring (instance) fill (1)");
            case 1 -> pick(COMPARISONS) + (random.nextBoolean() ? " bool" : "");
            default -> pick(SETS) + (random.nextBoolean() ? " on (job)" : "");
        };
    }

    private String selector() {
        return switch (random.nextInt(3)) {
            case 0 -> pick(METRICS);
            case 1 -> pick(METRICS) + "{job=\"" + random.nextInt(3) + "\"}";
            default -> pick(METRICS) + "{instance=~\"[01]\",job!=\"9\"}";
        };
    }

    private String timing() {
        return switch (random.nextInt(6)) {
            case 0 -> " offset " + duration();
            case 1 -> " offset -" + duration();
            case 2 -> " @ " + 60 * random.nextInt(20);
            default -> "";
        };
    }

    private String grouping() {
        return switch (random.nextInt(3)) {
            case 0 -> " by (" + pick(LABELS) + ") ";
            case 1 -> " without (" + pick(LABELS) + ") ";
            default -> "";
        };
    }

    private String duration() {
        return (1 + random.nextInt(10)) + pick(List.of("m", "m30s", "m1ms"));
    }

    private String scalar() {
        return pick(List.of("1", "0.5", "time()", "-3", "1h", "(2 > bool 1)", "scalar(c{job=\"0\",instance=\"0\"})"));
    }
}
