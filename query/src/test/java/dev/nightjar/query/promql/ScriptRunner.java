package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.histogram.CounterReset;
import dev.nightjar.query.histogram.HistogramArithmetic;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Runs a test file. An instant query is evaluated as it stands, again within a range query around its time, and again
 * at other times with its own time pinned by {@code @}: one line, many evaluations that must agree.
 */
final class ScriptRunner {
    /** One evaluation that did not answer as expected, or that did. */
    record Outcome(QueryScript.Eval eval, Optional<Throwable> failure) {}

    private static final Pattern RANGE_DEPENDENT = Pattern.compile("(start|end|range|step)\\(\\)");

    private InMemorySeriesStore store = new InMemorySeriesStore();

    void run(QueryScript script, Consumer<Outcome> outcomes) {
        for (QueryScript.Command command : script.commands()) {
            switch (command) {
                case QueryScript.Clear ignored -> store = new InMemorySeriesStore();
                case QueryScript.Load load -> load(script.name(), load);
                case QueryScript.Eval eval -> outcomes.accept(new Outcome(eval, failure(eval)));
            }
        }
    }

    private void load(String name, QueryScript.Load load) {
        try {
            load(load);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    name + ":" + load.line() + ": what is loaded here is " + e.getMessage(), e);
        }
    }

    /** Rows, and the rows of start times that stand before some of them. Of two rows of one series the last counts. */
    private void load(QueryScript.Load load) {
        SequencedMap<Labels, SeriesRow> rows = new LinkedHashMap<>();
        Map<Labels, List<Optional<Long>>> startsOf = new HashMap<>();
        List<Optional<Long>> starts = List.of();
        for (String text : load.rows()) {
            if (StartRow.is(text)) {
                starts = StartRow.offsets(text);
                continue;
            }
            SeriesRow row = SeriesRow.parse(text);
            rows.put(row.labels(), row);
            startsOf.put(row.labels(), starts);
            starts = List.of();
        }
        rows.forEach((labels, row) -> put(row, startsOf.getOrDefault(labels, List.of()), load.gapMillis()));
        if (load.withNative()) {
            ClassicToNative.converted(List.copyOf(rows.values())).forEach(row -> put(row, List.of(), load.gapMillis()));
        }
    }

    private void put(SeriesRow row, List<Optional<Long>> starts, long gapMillis) {
        SampleBatch.Builder batch = SampleBatch.builder().series(row.labels());
        SeriesRow.Point before = SeriesRow.Point.MISSING;
        for (int i = 0; i < row.values().size(); i++) {
            SeriesRow.Point point = row.values().get(i);
            if (point.isMissing()) {
                continue;
            }
            long time = i * gapMillis;
            NativeHistogram histogram = point.histogram();
            if (histogram == null) {
                batch.sample(time, point.number());
            } else {
                batch.histogram(time, hinted(before, histogram));
            }
            if (i < starts.size()) {
                starts.get(i).ifPresent(offset -> batch.startedAt(time + offset));
            }
            before = point;
        }
        store.append(batch.build());
    }

    /** A store that sees that a counter in the same layout did not fall knows that there was no reset. */
    private static NativeHistogram hinted(SeriesRow.Point before, NativeHistogram histogram) {
        NativeHistogram previous = before.histogram();
        boolean goesOn = previous != null
                && previous.resetHint() != ResetHint.GAUGE
                && histogram.resetHint() == ResetHint.UNKNOWN
                && previous.schema() == histogram.schema()
                && previous.zeroThreshold() == histogram.zeroThreshold()
                && Arrays.equals(previous.customBounds(), histogram.customBounds())
                && !CounterReset.between(previous, histogram);
        return goesOn ? HistogramArithmetic.withHint(histogram, ResetHint.NO_RESET) : histogram;
    }

    private Optional<Throwable> failure(QueryScript.Eval eval) {
        try {
            check(eval);
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }

    private void check(QueryScript.Eval eval) {
        PreparedQuery query;
        try {
            query = new PromQl(store, InstantSource.system()).prepare(eval.query());
            if (eval.stepMillis().isPresent()) {
                Expectation.check(eval, range(query, eval));
                return;
            }
            check(eval, query, eval.endMillis());
        } catch (QueryException e) {
            Expectation.checkFailure(eval, e);
            return;
        }
        if (eval.fail().isPresent()) {
            throw new AssertionError("should have failed");
        }
        if (StepInvariance.holds(Pinning.pin(query.expr(), 0))) {
            PreparedQuery pinned = new PromQl(store, InstantSource.system())
                    .prepare(PromQl.print(Pinning.pin(query.expr(), eval.endMillis())));
            for (long time : otherTimes(eval.endMillis())) {
                check(eval, pinned, time);
            }
        }
    }

    private static long[] otherTimes(long time) {
        return time == 0 ? new long[] {-1000, 0, 1000} : new long[] {-10 * time, 0, time / 5, time, 10 * time};
    }

    private void check(QueryScript.Eval eval, PreparedQuery query, long time) {
        Expectation.check(eval, query.instant(time, QueryOptions.defaults()));
        boolean asRange = eval.text().isEmpty()
                && eval.matrixStepMillis().isEmpty()
                && !eval.ordered()
                && eval.fail().isEmpty()
                && query.expr().type() != ValueType.MATRIX
                && !RANGE_DEPENDENT.matcher(query.text()).find();
        if (asRange) {
            QueryResult around = query.range(time - 60_000, time + 60_000, 60_000, QueryOptions.defaults());
            Expectation.checkRows(
                    eval, middle(around.value(), time, query.expr().type()));
        }
    }

    private static QueryResult range(PreparedQuery query, QueryScript.Eval eval) {
        return query.range(
                eval.startMillis(), eval.endMillis(), eval.stepMillis().orElseThrow(), QueryOptions.defaults());
    }

    /** The points of a range query at just one time, as an instant query would answer. */
    private static QueryValue middle(QueryValue value, long time, ValueType type) {
        List<QueryValue.Sample> samples = new ArrayList<>();
        for (QueryValue.Series series : ((QueryValue.RangeMatrix) value).series()) {
            for (int i = 0; i < series.size(); i++) {
                if (series.timesMillis()[i] == time) {
                    samples.add(new QueryValue.Sample(series.labels(), time, series.values()[i]));
                }
            }
            for (int i = 0; i < series.histograms().size(); i++) {
                if (series.histogramTimesMillis()[i] == time) {
                    samples.add(new QueryValue.Sample(
                            series.labels(), time, 0, series.histograms().get(i)));
                }
            }
        }
        return type == ValueType.SCALAR
                ? new QueryValue.Scalar(time, samples.getFirst().value())
                : new QueryValue.InstantVector(samples);
    }
}
