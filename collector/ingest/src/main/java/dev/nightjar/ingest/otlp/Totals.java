package dev.nightjar.ingest.otlp;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Adds the points of one request to the running totals of their series, and counts those that cannot be. */
final class Totals {
    private final RunningTotals.Change change;
    private final Refusals refusals;

    Totals(RunningTotals.Change change, Refusals refusals) {
        this.change = change;
        this.refusals = refusals;
    }

    /**
     * The series' total with this point; null if the point is not to be written.
     *
     * @param first the total if this is the series' first point
     * @param next the total after one of the same kind
     */
    RunningTotals.@Nullable Total add(
            Metric metric,
            byte[] series,
            Times times,
            Supplier<RunningTotals.Total> first,
            Function<RunningTotals.Total, RunningTotals.Total> next) {
        RunningTotals.Key key = new RunningTotals.Key(series);
        RunningTotals.Total total = switch (change.turn(key, times.nanos())) {
            case FIRST -> first.get();
            case NEXT -> {
                RunningTotals.Total before = change.before(key);
                yield before == null ? first.get() : next.apply(before);
            }
            case SEEN -> null;
            case LATE -> {
                refusals.add(
                        "delta_out_of_order",
                        "a point of delta temporality of \"" + metric.sent()
                                + "\" is older than the last of its series",
                        1);
                yield null;
            }
            case FULL -> {
                refusals.add(
                        "too_many_delta_series",
                        "no room to add up another series of delta temporality, of \"" + metric.sent()
                                + "\": send cumulative temporality, or raise otlp.maxDeltaSeries",
                        1);
                yield null;
            }
        };
        if (total != null) {
            change.put(key, total);
        }
        return total;
    }
}
