package dev.nightjar.alerting.rules;

import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Tracks of expressions that can only be asked instant by instant. */
final class Tracks {
    private Tracks() {}

    static List<Track> of(Expression expression, Instant first, Instant last, Duration step) {
        int steps = Math.toIntExact(Duration.between(first, last).dividedBy(step) + 1);
        Map<Labels, double[]> tracks = new LinkedHashMap<>();
        for (int i = 0; i < steps; i++) {
            for (Sample sample : expression.at(first.plus(step.multipliedBy(i)))) {
                tracks.computeIfAbsent(sample.labels(), labels -> absent(steps))[i] = sample.value();
            }
        }
        return tracks.entrySet().stream()
                .map(entry -> new Track(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static double[] absent(int steps) {
        double[] values = new double[steps];
        Arrays.fill(values, Track.ABSENT);
        return values;
    }
}
