package dev.nightjar.query.promql;

import dev.nightjar.query.vector.AggregationOp;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes random well-typed queries that use all of the language: every function, aggregation, operator and modifier. */
final class GrammarGenerator {
    private static final List<String> METRICS =
            List.of("up", "node:cpu:rate5m", "sum", "by", "offset", "and", "_x9", "start", "fill");
    private static final List<String> QUOTED = List.of(
            "\"http.server\"",
            "'it''s'".replace("''", "\\'"),
            "`raw\\d`",
            "\"größe\"",
            "\"tab\\t\\\"q\\\" \\x41\"",
            "\"🚚\"");
    private static final List<String> LABELS = List.of("job", "le", "on", "\"a.b\"", "\"größe\"", "'x y'", "bool");
    private static final List<String> NAMES =
            Stream.concat(LABELS.stream(), Stream.of("__name__")).toList();
    private static final List<Function> VECTOR_FUNCTIONS = Functions.all().stream()
            .filter(f -> f.returns() == ValueType.VECTOR)
            .toList();
    private static final List<Function> SCALAR_FUNCTIONS = Functions.all().stream()
            .filter(f -> f.returns() == ValueType.SCALAR)
            .toList();
    private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/", "%", "^", "atan2", "</", ">/");
    private static final List<String> COMPARISONS = List.of("==", "!=", "<", "<=", ">", ">=");
    private static final List<String> SETS = List.of("and", "or", "unless");

    private final RandomGenerator random;

    GrammarGenerator(long seed) {
        this.random = new Random(seed);
    }

    private <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    private String some(Supplier<String> text) {
        return random.nextInt(3) == 0 ? text.get() : "";
    }

    String vector(int depth) {
        if (depth == 0) {
            return selector() + timing();
        }
        return switch (random.nextInt(8)) {
            case 0 -> selector() + timing() + some(() -> " smoothed");
            case 1 -> "(" + vector(depth - 1) + ")";
            case 2 -> pick(List.of("-", "+")) + vector(depth - 1);
            case 3, 4 -> aggregate(depth);
            case 5 -> call(pick(VECTOR_FUNCTIONS), depth);
            case 6 -> "(" + vector(depth - 1) + ") " + pick(ARITHMETIC) + " " + scalar(depth - 1);
            default ->
                random.nextBoolean()
                        ? chain()
                        : "(" + vector(depth - 1) + ") " + operator() + " (" + vector(depth - 1) + ")";
        };
    }

    /** Several operators without parentheses: which binds first is up to their precedence. */
    private String chain() {
        StringBuilder chain = new StringBuilder(selector());
        for (int i = random.nextInt(4); i >= 0; i--) {
            chain.append(' ')
                    .append(operator())
                    .append(' ')
                    .append(pick(List.of("", "-")))
                    .append(selector());
        }
        return chain.toString();
    }

    private String scalar(int depth) {
        if (depth == 0) {
            return pick(List.of("1", "0x1f", "1e-7", "NaN", "Inf", "5m", "1d12h", "0.5", "1_000", "1.5e300"));
        }
        return switch (random.nextInt(4)) {
            case 0 -> call(pick(SCALAR_FUNCTIONS), depth);
            case 1 -> "(" + scalar(depth - 1) + " " + pick(ARITHMETIC) + " " + scalar(depth - 1) + ")";
            case 2 -> "(" + scalar(depth - 1) + pick(COMPARISONS) + "bool " + scalar(depth - 1) + ")";
            default -> pick(List.of("-", "")) + scalar(0);
        };
    }

    private String call(Function function, int depth) {
        int count = function.parameters().size() - random.nextInt(function.optional() + 1);
        if (function.repeating()) {
            count += random.nextInt(3);
        }
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            boolean labels = function.name().equals("info") && i == 1;
            arguments.add(labels ? "{" + matcher() + "}" : argument(function, function.parameter(i), depth - 1));
        }
        return function.name() + arguments.stream().collect(Collectors.joining(pick(List.of(",", " , ")), "(", ")"));
    }

    private String argument(Function function, ValueType type, int depth) {
        return switch (type) {
            case SCALAR -> scalar(depth);
            case VECTOR -> vector(depth);
            case STRING -> pick(QUOTED);
            case MATRIX -> random.nextBoolean() ? range(function.name()) : subquery(depth);
        };
    }

    private String range(String function) {
        String range = selector() + "[" + duration(2) + "]" + timing();
        return switch (function) {
            case "rate", "increase", "delta" -> range + some(() -> pick(List.of(" anchored", " smoothed")));
            case "changes", "resets" -> range + some(() -> " anchored");
            default -> range;
        };
    }

    private String subquery(int depth) {
        return "(" + vector(depth) + ")[" + duration(2) + ":" + some(() -> duration(2)) + "]" + timing();
    }

    private String aggregate(int depth) {
        AggregationOp op = pick(List.of(AggregationOp.values()));
        String parameter = switch (op.parameter()) {
            case NONE -> "";
            case SCALAR -> scalar(depth - 1) + ", ";
            case TEXT -> pick(QUOTED) + ", ";
        };
        String grouping = some(() -> pick(List.of(" by", " without")) + list());
        boolean before = random.nextBoolean();
        return op.symbol() + (before ? grouping : "") + "(" + parameter + vector(depth - 1) + ")"
                + (before ? "" : grouping);
    }

    private String operator() {
        return switch (random.nextInt(3)) {
            case 0 -> pick(SETS) + some(() -> pick(List.of(" on", " ignoring")) + list());
            case 1 -> pick(COMPARISONS) + some(() -> " bool") + matching();
            default -> pick(ARITHMETIC) + matching();
        };
    }

    private String matching() {
        String labels = some(() -> pick(List.of(" on (p,q)", " ignoring (p)", " on ()"))
                + some(() -> pick(List.of(" group_left", " group_right")) + pick(List.of(" ()", " (\"a.b\", le)"))));
        return labels
                + some(() -> pick(List.of(" fill (0)", " fill_left (-1.5)", " fill_right (NaN)", " fill (+Inf)")));
    }

    private String list() {
        return Stream.generate(() -> pick(LABELS))
                .limit(random.nextInt(4))
                .distinct()
                .collect(Collectors.joining(", ", " (", ")"));
    }

    private String selector() {
        return switch (random.nextInt(4)) {
            case 0 -> pick(METRICS);
            case 1 -> pick(METRICS) + "{" + matcher(LABELS) + "," + matcher(LABELS) + "}";
            case 2 -> "{" + pick(QUOTED) + some(() -> "," + matcher(LABELS)) + "}";
            default -> "{" + matcher(NAMES) + ",job=~\"a.+\"}";
        };
    }

    private String matcher() {
        return matcher(NAMES);
    }

    private String matcher(List<String> labels) {
        return pick(labels)
                + pick(List.of("=\"\"", "!=\"a\\nb\"", "=~'a|b'", "!~`\\d+`", "=\"größe\"", "=\"\\\\\"", "=\"\\xff\""));
    }

    private String timing() {
        String at = some(() -> " @ " + pick(List.of("start()", "end()", "-12.5", "1.6e9", "0")));
        String offset =
                some(() -> " offset " + pick(List.of("5m", "-1h30m", "(5m * 2)", "-(step())", "90", "max_of(1m, 2m)")));
        return random.nextBoolean() ? at + offset : offset + at;
    }

    private String duration(int depth) {
        if (depth == 0) {
            return pick(List.of("5m", "1h30m", "90", "1y2w3d4h5m6s7ms", "step()", "range()", "1.5"));
        }
        return switch (random.nextInt(5)) {
            case 0 -> duration(depth - 1) + pick(List.of("+", "-", "*", "/", "%", "^")) + duration(depth - 1);
            case 1 -> "(" + duration(depth - 1) + ")";
            // A literal below zero is refused at once, a calculated one only when it is known.
            case 2 -> "-(" + duration(depth - 1) + " - 1h)";
            case 3 -> pick(List.of("min_of", "max_of")) + "(" + duration(depth - 1) + "," + duration(depth - 1) + ")";
            default -> duration(0);
        };
    }
}
