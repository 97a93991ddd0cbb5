package dev.nightjar.query.promql;

import static dev.nightjar.query.promql.ValueType.MATRIX;
import static dev.nightjar.query.promql.ValueType.SCALAR;
import static dev.nightjar.query.promql.ValueType.STRING;
import static dev.nightjar.query.promql.ValueType.VECTOR;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** All functions of the language, by name. */
final class Functions {
    private static final Map<String, Function> ALL = new TreeMap<>();

    static {
        for (String name : List.of(
                "abs",
                "acos",
                "acosh",
                "asin",
                "asinh",
                "atan",
                "atanh",
                "ceil",
                "cos",
                "cosh",
                "deg",
                "exp",
                "floor",
                "histogram_avg",
                "histogram_count",
                "histogram_stddev",
                "histogram_stdvar",
                "histogram_sum",
                "ln",
                "log10",
                "log2",
                "rad",
                "sgn",
                "sin",
                "sinh",
                "sort",
                "sort_desc",
                "sqrt",
                "tan",
                "tanh",
                "absent",
                "timestamp",
                "start_timestamp")) {
            add(name, VECTOR, VECTOR);
        }
        for (String name : List.of(
                "absent_over_time",
                "avg_over_time",
                "changes",
                "count_over_time",
                "delta",
                "deriv",
                "first_over_time",
                "idelta",
                "increase",
                "irate",
                "last_over_time",
                "mad_over_time",
                "max_over_time",
                "min_over_time",
                "present_over_time",
                "rate",
                "resets",
                "stddev_over_time",
                "stdvar_over_time",
                "sum_over_time",
                "ts_of_first_over_time",
                "ts_of_last_over_time",
                "ts_of_max_over_time",
                "ts_of_min_over_time")) {
            add(name, VECTOR, MATRIX);
        }
        for (String name : List.of(
                "day_of_month", "day_of_week", "day_of_year", "days_in_month", "hour", "minute", "month", "year")) {
            put(new Function(name, List.of(VECTOR), 1, false, VECTOR));
        }
        for (String name : List.of("pi", "time", "start", "end", "step", "range")) {
            add(name, SCALAR);
        }
        add("clamp", VECTOR, VECTOR, SCALAR, SCALAR);
        add("clamp_max", VECTOR, VECTOR, SCALAR);
        add("clamp_min", VECTOR, VECTOR, SCALAR);
        put(new Function("round", List.of(VECTOR, SCALAR), 1, false, VECTOR));
        add("scalar", SCALAR, VECTOR);
        add("vector", VECTOR, SCALAR);
        add("max_of", SCALAR, SCALAR, SCALAR);
        add("min_of", SCALAR, SCALAR, SCALAR);
        add("histogram_fraction", VECTOR, SCALAR, SCALAR, VECTOR);
        add("histogram_quantile", VECTOR, SCALAR, VECTOR);
        put(new Function("histogram_quantiles", List.of(VECTOR, STRING, SCALAR, SCALAR), 1, true, VECTOR));
        put(new Function("info", List.of(VECTOR, VECTOR), 1, false, VECTOR));
        add("label_replace", VECTOR, VECTOR, STRING, STRING, STRING, STRING);
        put(new Function("label_join", List.of(VECTOR, STRING, STRING, STRING), 1, true, VECTOR));
        add("predict_linear", VECTOR, MATRIX, SCALAR);
        add("quantile_over_time", VECTOR, SCALAR, MATRIX);
        add("double_exponential_smoothing", VECTOR, MATRIX, SCALAR, SCALAR);
        put(new Function("sort_by_label", List.of(VECTOR, STRING), 1, true, VECTOR));
        put(new Function("sort_by_label_desc", List.of(VECTOR, STRING), 1, true, VECTOR));
    }

    private Functions() {}

    private static void add(String name, ValueType returns, ValueType... parameters) {
        put(new Function(name, List.of(parameters), 0, false, returns));
    }

    private static void put(Function function) {
        ALL.put(function.name(), function);
    }

    static Optional<Function> named(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    static Collection<Function> all() {
        return ALL.values();
    }
}
