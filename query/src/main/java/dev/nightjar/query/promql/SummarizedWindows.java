package dev.nightjar.query.promql;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSummaries;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.SummaryRequest;
import dev.nightjar.model.TimeRange;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Long windows, answered from summaries where these give the very same numbers: where every window begins and ends with
 * a stretch of time that is summed up, or where there is one window, so long that single samples are needed only near
 * its ends. A series of which a summary cannot tell is read sample by sample.
 */
final class SummarizedWindows {
    /** Below this, reading samples is quick. */
    private static final long LEAST_MILLIS = 86_400_000;

    /** A window that begins or ends within a stretch should hold at least so many whole ones. */
    private static final int LEAST_STRETCHES = 12;

    private final QueryScope scope;
    private final Evaluator evaluator;
    private final SummaryFunction function;
    private final Expr.MatrixSelector matrix;
    private final LookTimes look;
    private final long length;
    private final SummaryRequest request;

    private SummarizedWindows(
            QueryScope scope,
            Evaluator evaluator,
            SummaryFunction function,
            Expr.MatrixSelector matrix,
            LookTimes look,
            long length,
            SummaryRequest request) {
        this.scope = scope;
        this.evaluator = evaluator;
        this.function = function;
        this.matrix = matrix;
        this.look = look;
        this.length = length;
        this.request = request;
    }

    /** Empty if {@code range} is to be read sample by sample. */
    static Optional<SummarizedWindows> of(QueryScope scope, Evaluator evaluator, String function, Expr range) {
        if (!scope.summaries() || !(range.unwrapped() instanceof Expr.MatrixSelector matrix)) {
            return Optional.empty();
        }
        Optional<SummaryFunction> known = SummaryFunction.named(function);
        if (known.isEmpty() || matrix.selector().extension() != Expr.Extension.NONE) {
            return Optional.empty();
        }
        LookTimes look = LookTimes.of(matrix.selector().timing(), evaluator.steps(), scope);
        long length = scope.positiveMillis(matrix.range());
        SummaryRequest request = request(look, length, SummaryRequest.HOUR);
        if (request == null) {
            request = request(look, length, SummaryRequest.FIVE_MINUTES);
        }
        return request == null
                ? Optional.empty()
                : Optional.of(new SummarizedWindows(scope, evaluator, known.get(), matrix, look, length, request));
    }

    private static @Nullable SummaryRequest request(LookTimes look, long length, long resolution) {
        long first = look.first() - length;
        long last = look.last();
        if (last - first < LEAST_MILLIS) {
            return null;
        }
        if (look.first() == last) {
            long after = Math.ceilDiv(first, resolution) * resolution;
            long until = Math.floorDiv(last, resolution) * resolution;
            boolean pays = until - after >= LEAST_STRETCHES * resolution;
            return pays ? new SummaryRequest(resolution, after, until) : null;
        }
        long step = look.at(1) - look.first();
        boolean aligned = first % resolution == 0 && length % resolution == 0 && step % resolution == 0;
        return aligned ? new SummaryRequest(resolution, first, last) : null;
    }

    /** Hands over what the function makes of each series; {@code bySamples} does so for those that need their samples. */
    void apply(Windows windows, Windows.Taker bySamples, Consumer<StepSeries> to) {
        Optional<PlanRecorder> plan = scope.recorder();
        Optional<PlanRecorder.Cost> above = plan.map(each -> each.begin(matrix));
        plan.ifPresent(each -> each.note(matrix, "summaries of " + request.resolutionMillis() / 60_000 + " min"));
        TimeRange range = new TimeRange(look.first() - length + 1, look.last());
        SeriesSelection selection = new SeriesSelection(matrix.selector().matchers(), range, Optional.of(request));
        SampleSummaries rows = new SampleSummaries();
        SampleBuffer samples = new SampleBuffer();
        SummaryWindow window = new SummaryWindow(rows);
        try (SeriesCursor cursor = scope.reader().select(selection)) {
            while (cursor.next()) {
                rows.clear();
                cursor.summarize(request, rows);
                scope.budget().series(rows.size());
                plan.ifPresent(each -> each.read(rows.size()));
                double[] values = rows.needsSamples() ? new double[0] : values(window);
                above.ifPresent(cost -> scope.recorder().orElseThrow().goOn(cost));
                if (values.length > 0) {
                    accept(cursor, values, to);
                } else {
                    samples.clear();
                    cursor.read(samples);
                    scope.budget().series(samples.size());
                    plan.ifPresent(each -> each.read(samples.size()));
                    bySamples.take(cursor.labels(), false, windows.prepared(matrix, samples), look, length);
                }
                plan.ifPresent(each -> each.goOn(each.cost(matrix)));
            }
            plan.ifPresent(each -> each.chunks(cursor.chunksRead()));
        } finally {
            above.ifPresent(cost -> scope.recorder().orElseThrow().goOn(cost));
        }
    }

    private void accept(SeriesCursor cursor, double[] values, Consumer<StepSeries> to) {
        scope.budget().samples(values.length);
        if (!Absent.isAll(values)) {
            to.accept(new StepSeries(cursor.labels(), false, values));
        }
    }

    /** A value for each step; empty if only samples can tell. */
    private double[] values(SummaryWindow window) {
        StepSamples looked = evaluator.samples();
        double[] values = new double[look.count()];
        window.begin();
        for (int step = 0; step < values.length; step++) {
            long end = look.at(step);
            window.moveTo(end - length, end);
            double value = window.samples() == 0 ? Absent.VALUE : function.apply(window);
            if (SummaryFunction.isUnsure(value)) {
                return new double[0];
            }
            values[step] = value;
        }
        for (int step = 0; step < values.length; step++) {
            looked.add(step, window.to() - window.from());
        }
        return values;
    }
}
