package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                case QueryScript.Load load -> load(load);
                case QueryScript.Eval eval -> outcomes.accept(new Outcome(eval, failure(eval)));
            }
        }
    }

    /** Rows this engine has no values for are left out: queries over them fail. */
    private void load(QueryScript.Load load) {
        List<Optional<Long>> starts = List.of();
        for (String text : load.rows()) {
            if (StartRow.is(text)) {
                starts = StartRow.offsets(text);
                continue;
            }
            if (!SeriesRow.isSupported(text)) {
                continue;
            }
            SeriesRow row = SeriesRow.parse(text);
            for (int i = 0; i < row.values().size(); i++) {
                double value = row.values().get(i);
                if (!Absent.is(value)) {
                    put(
                            row.labels(),
                            i * load.gapMillis(),
                            value,
                            i < starts.size() ? starts.get(i) : Optional.empty());
                }
            }
            starts = List.of();
        }
    }

    private void put(Labels labels, long timeMillis, double value, Optional<Long> startOffset) {
        SampleBatch.Builder batch = SampleBatch.builder().series(labels).sample(timeMillis, value);
        startOffset.ifPresent(offset -> batch.startedAt(timeMillis + offset));
        store.append(batch.build());
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
        }
        return type == ValueType.SCALAR
                ? new QueryValue.Scalar(time, samples.getFirst().value())
                : new QueryValue.InstantVector(samples);
    }
}
