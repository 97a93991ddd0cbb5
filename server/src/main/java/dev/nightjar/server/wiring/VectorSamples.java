package dev.nightjar.server.wiring;

import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.rules.Track;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.QueryValue;
import java.util.Arrays;
import java.util.List;

/** Turns what queries answer into what rules work with. */
final class VectorSamples {
    private VectorSamples() {}

    static List<Sample> of(QueryValue value) {
        return switch (value) {
            case QueryValue.Scalar scalar -> List.of(new Sample(Labels.EMPTY, scalar.value()));
            case QueryValue.InstantVector vector ->
                vector.samples().stream().map(VectorSamples::sample).toList();
            case QueryValue.Text text -> throw notAVector(text);
            case QueryValue.RangeMatrix matrix -> throw notAVector(matrix);
        };
    }

    private static Sample sample(QueryValue.Sample sample) {
        NativeHistogram histogram = sample.histogram();
        return histogram == null ? new Sample(sample.labels(), sample.value()) : new Sample(sample.labels(), histogram);
    }

    private static IllegalArgumentException notAVector(QueryValue value) {
        return new IllegalArgumentException(
                "a rule's expression must give a vector or a scalar, this one gives a " + value.resultType());
    }

    /** Of the answer to a range query. A histogram counts as a value of 0, as in an alert. */
    static List<Track> tracks(QueryValue value, long startMillis, long stepMillis, int steps) {
        if (!(value instanceof QueryValue.RangeMatrix matrix)) {
            throw notAVector(value);
        }
        return matrix.series().stream()
                .map(series -> track(series, startMillis, stepMillis, steps))
                .toList();
    }

    private static Track track(QueryValue.Series series, long startMillis, long stepMillis, int steps) {
        double[] values = new double[steps];
        Arrays.fill(values, Track.ABSENT);
        for (int i = 0; i < series.size(); i++) {
            values[(int) ((series.timesMillis()[i] - startMillis) / stepMillis)] = series.values()[i];
        }
        for (long time : series.histogramTimesMillis()) {
            values[(int) ((time - startMillis) / stepMillis)] = 0;
        }
        return new Track(series.labels(), values);
    }
}
