package dev.nightjar.query.promql;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Functions of one range vector and nothing else, by name. */
final class RangeFunctions {
    private static final Map<String, Supplier<RangeFunction>> ALL = new HashMap<>();

    static {
        ALL.put("rate", () -> Rates::rate);
        ALL.put("increase", () -> Rates::increase);
        ALL.put("delta", () -> Rates::delta);
        ALL.put("irate", () -> Rates::instantRate);
        ALL.put("idelta", () -> Rates::instantDelta);
        ALL.put("changes", () -> OverTime::changes);
        ALL.put("resets", () -> OverTime::resets);
        ALL.put("deriv", () -> Regression::derivative);
        ALL.put("sum_over_time", () -> OverTime::sum);
        ALL.put("avg_over_time", () -> OverTime::average);
        ALL.put("count_over_time", () -> Window::count);
        ALL.put("min_over_time", () -> OverTime::min);
        ALL.put("max_over_time", () -> OverTime::max);
        ALL.put("first_over_time", () -> Window::firstValue);
        ALL.put("last_over_time", () -> Window::lastValue);
        ALL.put("present_over_time", () -> window -> 1);
        ALL.put("stdvar_over_time", () -> OverTime::variance);
        ALL.put("stddev_over_time", () -> window -> Math.sqrt(OverTime.variance(window)));
        ALL.put("mad_over_time", OverTimeQuantile::medianDeviation);
        ALL.put("ts_of_first_over_time", () -> window -> window.time(window.from()) / 1000.0);
        ALL.put("ts_of_last_over_time", () -> window -> window.time(window.to() - 1) / 1000.0);
        ALL.put("ts_of_min_over_time", () -> OverTime::timeOfMin);
        ALL.put("ts_of_max_over_time", () -> OverTime::timeOfMax);
    }

    private RangeFunctions() {}

    /** A function for one evaluation: it may keep working space. */
    static Optional<RangeFunction> named(String name) {
        return Optional.ofNullable(ALL.get(name)).map(Supplier::get);
    }

    /** Whether the function shows a sample as it is, so that the metric's name still fits. */
    static boolean keepsName(String name) {
        return name.equals("last_over_time") || name.equals("first_over_time");
    }
}
