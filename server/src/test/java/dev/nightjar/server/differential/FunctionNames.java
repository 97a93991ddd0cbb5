package dev.nightjar.server.differential;

import java.util.List;
import java.util.stream.Stream;

/**
 * The functions that take nothing but a vector or a range, and the aggregations, by the version that brought them.
 *
 * @param version as of {@link RealPrometheus#version}
 */
record FunctionNames(int version) {
    private static final int FIRST_OVER_TIME = 3007;
    private static final int SETTLED_INFO = 3014;

    List<String> ofRange() {
        return Stream.concat(
                        Stream.of(
                                "rate",
                                "rate",
                                "increase",
                                "increase",
                                "delta",
                                "irate",
                                "idelta",
                                "changes",
                                "resets",
                                "deriv",
                                "sum_over_time",
                                "avg_over_time",
                                "count_over_time",
                                "min_over_time",
                                "max_over_time",
                                "last_over_time",
                                "present_over_time",
                                "stdvar_over_time",
                                "stddev_over_time",
                                "absent_over_time",
                                "mad_over_time",
                                "ts_of_min_over_time",
                                "ts_of_max_over_time",
                                "ts_of_last_over_time"),
                        version >= FIRST_OVER_TIME
                                ? Stream.of("first_over_time", "ts_of_first_over_time")
                                : Stream.of())
                .toList();
    }

    /** What info() answers for series that come and go, and to which name, changed from 3.7 to 3.14. */
    boolean hasSettledInfo() {
        return version >= SETTLED_INFO;
    }

    List<String> ofVector() {
        return List.of(
                "abs",
                "ceil",
                "floor",
                "exp",
                "sqrt",
                "ln",
                "log2",
                "log10",
                "sgn",
                "sin",
                "cos",
                "tan",
                "asin",
                "acos",
                "atan",
                "sinh",
                "cosh",
                "tanh",
                "asinh",
                "acosh",
                "atanh",
                "rad",
                "deg",
                "histogram_count",
                "histogram_sum",
                "histogram_avg",
                "histogram_stddev",
                "histogram_stdvar");
    }

    List<String> ofDate() {
        return List.of(
                "minute", "hour", "day_of_month", "day_of_week", "day_of_year", "days_in_month", "month", "year");
    }

    List<String> aggregations() {
        return List.of(
                "sum",
                "sum",
                "avg",
                "avg",
                "min",
                "max",
                "count",
                "group",
                "stddev",
                "stdvar",
                "quantile",
                "topk",
                "bottomk",
                "count_values",
                "limitk",
                "limit_ratio");
    }
}
