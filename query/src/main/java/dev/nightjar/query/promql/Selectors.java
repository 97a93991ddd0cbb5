package dev.nightjar.query.promql;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.query.TimeSteps;
import dev.nightjar.query.vector.Absent;
import dev.nightjar.query.vector.StepSeries;
import java.util.function.Consumer;

/** Instant selectors: at each step the newest sample that is not too old. */
final class Selectors {
    private final QueryScope scope;
    private final StepSamples looked;

    Selectors(QueryScope scope, StepSamples looked) {
        this.scope = scope;
        this.looked = looked;
    }

    /** The values, or with {@code timestamps} the seconds at which they were measured. */
    void select(Expr.VectorSelector selector, TimeSteps steps, boolean timestamps, Consumer<StepSeries> to) {
        boolean smoothed = selector.extension() == Expr.Extension.SMOOTHED && !timestamps;
        LookTimes look = LookTimes.of(selector.timing(), steps, scope);
        long lookback = scope.lookbackMillis();
        SeriesSource.read(
                scope,
                selector.matchers(),
                look.first() - lookback + 1,
                look.last() + (smoothed ? lookback : 0),
                (labels, dropName, samples) -> {
                    double[] values = new double[look.count()];
                    if (fill(values, samples, look, lookback, timestamps, smoothed)) {
                        scope.budget().samples(values.length);
                        to.accept(new StepSeries(labels, dropName, values));
                    }
                });
    }

    private boolean fill(
            double[] values,
            SampleBuffer samples,
            LookTimes look,
            long lookback,
            boolean timestamps,
            boolean smoothed) {
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
                    double share = (double) (at - times[next - 1]) / (times[next] - times[next - 1]);
                    double after = SeriesSource.visible(data[next]);
                    value = Absent.is(after) ? value : value + (after - value) * share;
                }
                if (timestamps && !Absent.is(value)) {
                    value = times[next - 1] / 1000.0;
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
}
