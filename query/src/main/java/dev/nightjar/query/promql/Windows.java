package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.histogram.HistogramArithmetic;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepColumns;
import dev.nightjar.query.vector.StepSeries;
import java.util.function.Consumer;

/** Range selectors and subqueries: for each series the window {@code (t - range, t]} at each step. */
final class Windows {
    /** Each series of a subquery takes eight bytes per step. */
    private static final int MAX_INNER_STEPS = 1_000_000;

    private final QueryScope scope;
    private final Evaluator evaluator;
    private final boolean shown;

    private Windows(QueryScope scope, Evaluator evaluator, boolean shown) {
        this.scope = scope;
        this.evaluator = evaluator;
        this.shown = shown;
    }

    /** Over which functions run: the samples that they look at count. */
    Windows(QueryScope scope, Evaluator evaluator) {
        this(scope, evaluator, false);
    }

    /** Which are shown as they are: of a subquery counts what it looks at itself. */
    static Windows shown(QueryScope scope, Evaluator evaluator) {
        return new Windows(scope, evaluator, true);
    }

    /** What a function makes of a window at the step of that index. */
    interface StepFunction {
        double apply(Window window, int step);
    }

    /**
     * Runs {@code function} over every series of the range vector {@code range}, where there are histograms {@code
     * ofHistograms}, which says what it has to say at {@code place}. Empty windows give nothing.
     */
    void apply(
            Expr range,
            TimeSteps steps,
            StepFunction function,
            HistogramWindows ofHistograms,
            Annotations.Place place,
            Consumer<StepSeries> to) {
        each(range, steps, evaluation(steps, function, ofHistograms, place, to));
    }

    /** What {@link #apply} does with each series. */
    Taker evaluation(
            TimeSteps steps,
            StepFunction function,
            HistogramWindows ofHistograms,
            Annotations.Place place,
            Consumer<StepSeries> to) {
        StepSamples looked = evaluator.samples();
        Window window = new Window();
        return (labels, dropName, samples, look, length) -> {
            if (samples.hasHistograms()) {
                window.over(labels, samples);
                RangeNotes notes = new RangeNotes(place, labels.metricName());
                StepSeries made = mixed(window, steps, function, ofHistograms, notes, look, length, looked)
                        .series(labels, dropName);
                scope.budget().samples(made.kept());
                if (!made.isEmpty()) {
                    to.accept(made);
                }
                return;
            }
            double[] values = new double[look.count()];
            boolean any = false;
            window.over(labels, samples);
            for (int step = 0; step < values.length; step++) {
                long end = look.at(step);
                window.moveTo(end - length, end, steps.at(step));
                looked.add(step, window.count());
                double value = window.count() == 0 ? Absent.VALUE : function.apply(window, step);
                values[step] = value;
                any |= !Absent.is(value);
            }
            scope.budget().samples(values.length);
            if (any) {
                to.accept(new StepSeries(labels, dropName, values));
            }
        };
    }

    private static StepColumns mixed(
            Window window,
            TimeSteps steps,
            StepFunction function,
            HistogramWindows ofHistograms,
            RangeNotes notes,
            LookTimes look,
            long length,
            StepSamples looked) {
        StepColumns columns = new StepColumns(look.count());
        for (int step = 0; step < look.count(); step++) {
            long end = look.at(step);
            window.moveTo(end - length, end, steps.at(step));
            looked.add(step, window.count() + window.histograms().room());
            if (window.histograms().count() > 0) {
                ofHistograms.apply(window, step, notes, columns);
            } else if (window.count() > 0) {
                columns.put(step, function.apply(window, step));
            }
        }
        return columns;
    }

    /** Takes one series with all samples of all its windows, stale markers taken out. */
    interface Taker {
        void take(Labels labels, boolean dropName, SampleBuffer samples, LookTimes look, long rangeMillis);
    }

    void each(Expr range, TimeSteps steps, Taker taker) {
        if (scope.recorder().isEmpty()) {
            read(range, steps, taker);
            return;
        }
        PlanRecorder plan = scope.recorder().get();
        PlanRecorder.Cost above = plan.begin(range);
        PlanRecorder.Cost own = plan.cost(range);
        try {
            read(range, steps, (labels, dropName, samples, look, length) -> {
                own.resultSeries++;
                own.resultValues += samples.size();
                plan.goOn(above);
                taker.take(labels, dropName, samples, look, length);
                plan.goOn(own);
            });
        } finally {
            plan.goOn(above);
        }
    }

    private void read(Expr range, TimeSteps steps, Taker taker) {
        switch (range.unwrapped()) {
            case Expr.MatrixSelector matrix -> selected(matrix, steps, taker);
            case Expr.Subquery subquery -> computed(subquery, steps, taker);
            case Expr other -> throw QueryException.execution("not a range vector: " + Printer.print(other));
        }
    }

    private void selected(Expr.MatrixSelector matrix, TimeSteps steps, Taker taker) {
        if (matrix.selector().extension() != Expr.Extension.NONE) {
            throw QueryException.execution("anchored and smoothed need a function: " + Printer.print(matrix));
        }
        long length = scope.positiveMillis(matrix.range());
        LookTimes look = LookTimes.of(matrix.selector().timing(), steps, scope);
        SeriesSource.read(
                scope,
                matrix.selector().matchers(),
                look.first() - length + 1,
                look.last(),
                (labels, dropName, samples) -> taker.take(labels, dropName, prepared(matrix, samples), look, length));
    }

    /** What functions over windows see of a series' samples. */
    SampleBuffer prepared(Expr.MatrixSelector matrix, SampleBuffer samples) {
        SeriesSource.dropStale(samples);
        scope.resets().mark(matrix.selector(), samples);
        return samples;
    }

    /** Evaluates the inner expression once, at all steps that any window can see, aligned to multiples of its step. */
    private void computed(Expr.Subquery subquery, TimeSteps steps, Taker taker) {
        long length = scope.positiveMillis(subquery.range());
        long step = subquery.step().map(scope::positiveMillis).orElse(scope.subqueryStepMillis());
        LookTimes look = LookTimes.of(subquery.timing(), steps, scope);
        long opening = look.first() - length;
        long first = step * (opening / step);
        if (first <= opening) {
            first += step;
        }
        if (first > look.last()) {
            return;
        }
        if ((look.last() - first) / step >= MAX_INNER_STEPS) {
            throw QueryException.execution("the subquery " + Printer.print(subquery) + " has more than "
                    + MAX_INNER_STEPS + " steps; use a longer step or a shorter range");
        }
        TimeSteps inner = TimeSteps.range(first, look.last(), step);
        SampleBuffer samples = new SampleBuffer(inner.count());
        StepSamples looked = shown ? new StepSamples(inner.count()) : StepSamples.none();
        evaluator.within(inner, looked).stream(subquery.inner(), series -> {
            samples.clear();
            for (int i = 0; i < inner.count(); i++) {
                NativeHistogram histogram = series.histogram(i);
                if (histogram != null) {
                    samples.add(inner.at(i), unrelated(histogram));
                } else if (!Absent.is(series.values()[i])) {
                    samples.add(inner.at(i), series.values()[i]);
                }
            }
            taker.take(series.labels(), series.dropName(), samples, look, length);
        });
        if (shown) {
            evaluator.samples().addToEach(looked);
        }
    }

    /** What was known about a reset since the sample before says nothing about the step before. */
    private static NativeHistogram unrelated(NativeHistogram histogram) {
        return histogram.resetHint() == ResetHint.GAUGE
                ? histogram
                : HistogramArithmetic.withHint(histogram, ResetHint.UNKNOWN);
    }
}
