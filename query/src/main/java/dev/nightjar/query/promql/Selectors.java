package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepColumns;
import dev.nightjar.query.vector.StepSeries;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Instant selectors: at each step the newest sample that is not too old. */
final class Selectors {
    private final QueryScope scope;
    private final StepSamples looked;

    Selectors(QueryScope scope, StepSamples looked) {
        this.scope = scope;
        this.looked = looked;
    }

    /** What a selector shows of a sample. */
    enum Shown {
        VALUE,
        /** When it was measured, in seconds. */
        TIME,
        /** Since when its counter counts, in seconds, 0 if that is not known. */
        START
    }

    void select(Expr.VectorSelector selector, TimeSteps steps, Shown shown, Consumer<StepSeries> to) {
        boolean smoothed = selector.extension() == Expr.Extension.SMOOTHED && shown == Shown.VALUE;
        LookTimes look = LookTimes.of(selector.timing(), steps, scope);
        OfHistograms seen = (labels, samples) -> {
            scope.resets().mark(selector, samples);
            return smoothed
                    ? new SmoothedSelection(samples, look, scope.lookbackMillis(), looked)
                            .columns(new RangeNotes(scope.at(selector), labels.metricName()))
                    : MixedSelection.of(samples, look, scope.lookbackMillis(), shown, looked);
        };
        select(selector.matchers(), look, shown, smoothed, seen, to);
    }

    /** What is shown of a series that has histograms; nothing if there is nothing. */
    interface OfHistograms {
        Optional<StepColumns> show(Labels labels, SampleBuffer samples);
    }

    void select(
            List<Matcher> matchers,
            LookTimes look,
            Shown shown,
            boolean smoothed,
            OfHistograms ofHistograms,
            Consumer<StepSeries> to) {
        long lookback = scope.lookbackMillis();
        SeriesSource.read(
                scope,
                matchers,
                look.first() - lookback + 1,
                look.last() + (smoothed ? lookback : 0),
                (labels, dropName, samples) -> {
                    if (samples.hasHistograms()) {
                        ofHistograms
                                .show(labels, samples)
                                .map(columns -> columns.series(labels, dropName))
                                .ifPresent(series -> {
                                    scope.budget().samples(series.kept());
                                    to.accept(series);
                                });
                        return;
                    }
                    double[] values = new double[look.count()];
                    if (fill(values, samples, look, lookback, shown, smoothed)) {
                        scope.budget().samples(values.length);
                        to.accept(new StepSeries(labels, dropName, values));
                    }
                });
    }

    private boolean fill(
            double[] values, SampleBuffer samples, LookTimes look, long lookback, Shown shown, boolean smoothed) {
        long[] times = samples.timestampsMillis();
        double[] data = samples.values();
        int size = samples.size();
        int next = 0;
        boolean any = false;
        for (int step = 0; step < values.length; step++) {
            long at = look.at(step);
            while (next < size && times[next] <= at) {
                next++;
            }
            double value = Absent.VALUE;
            if (next > 0 && times[next - 1] > at - lookback) {
                value = SeriesSource.visible(data[next - 1]);
                if (smoothed && next < size && times[next] <= at + lookback && !Absent.is(value)) {
                    value = between(samples, next - 1, at);
                }
                if (!Absent.is(value)) {
                    value = switch (shown) {
                        case VALUE -> value;
                        case TIME -> times[next - 1] / 1000.0;
                        case START -> samples.startMillis(next - 1) / 1000.0;
                    };
                }
            }
            values[step] = value;
            if (!Absent.is(value)) {
                any = true;
                looked.add(step, 1);
            }
        }
        return any;
    }

    /** On the straight line from number {@code before} to the next, unless that is stale. */
    static double between(SampleBuffer samples, int before, long millis) {
        long[] times = samples.timestampsMillis();
        double value = SeriesSource.visible(samples.values()[before]);
        double after = SeriesSource.visible(samples.values()[before + 1]);
        double share = (double) (millis - times[before]) / (times[before + 1] - times[before]);
        return Absent.is(after) ? value : value + (after - value) * share;
    }
}
