package dev.nightjar.query;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a query answers with. Times are milliseconds since the epoch. Arrays belong to the value: read only. */
public sealed interface QueryValue {
    /** The name of this kind in the HTTP API. */
    String resultType();

    record Scalar(long timeMillis, double value) implements QueryValue {
        @Override
        public String resultType() {
            return "scalar";
        }
    }

    record Text(long timeMillis, String value) implements QueryValue {
        @Override
        public String resultType() {
            return "string";
        }
    }

    /** One sample per series, in no order unless the query asks for one. */
    record InstantVector(List<Sample> samples) implements QueryValue {
        public InstantVector {
            samples = List.copyOf(samples);
        }

        @Override
        public String resultType() {
            return "vector";
        }
    }

    /** Series with samples over time, sorted by labels. */
    record RangeMatrix(List<Series> series) implements QueryValue {
        public RangeMatrix {
            series = List.copyOf(series);
        }

        @Override
        public String resultType() {
            return "matrix";
        }
    }

    /** A number, or if {@code histogram} is there, that; the value then means nothing. */
    record Sample(
            Labels labels,
            long timeMillis,
            double value,
            @Nullable NativeHistogram histogram) {
        public Sample(Labels labels, long timeMillis, double value) {
            this(labels, timeMillis, value, null);
        }
    }

    /**
     * Samples of one series in time order: numbers, {@code values[i]} at {@code timesMillis[i]}, and apart from them
     * histograms, {@code histograms[i]} at {@code histogramTimesMillis[i]}. A time has one or the other.
     */
    record Series(
            Labels labels,
            long[] timesMillis,
            double[] values,
            long[] histogramTimesMillis,
            List<NativeHistogram> histograms) {
        public Series {
            histograms = List.copyOf(histograms);
        }

        /** A series of numbers only. */
        public Series(Labels labels, long[] timesMillis, double[] values) {
            this(labels, timesMillis, values, new long[0], List.of());
        }

        /** The samples of both under these labels; nothing if there is a time at which both have one. */
        public Optional<Series> merged(Series other) {
            TreeMap<Long, Double> numbers = new TreeMap<>();
            TreeMap<Long, NativeHistogram> ofHistograms = new TreeMap<>();
            for (Series each : List.of(this, other)) {
                for (int i = 0; i < each.values.length; i++) {
                    numbers.put(each.timesMillis[i], each.values[i]);
                }
                for (int i = 0; i < each.histogramTimesMillis.length; i++) {
                    ofHistograms.put(each.histogramTimesMillis[i], each.histograms.get(i));
                }
            }
            Set<Long> times = new HashSet<>(numbers.keySet());
            times.addAll(ofHistograms.keySet());
            boolean apart = times.size()
                    == size() + other.size() + histogramTimesMillis.length + other.histogramTimesMillis.length;
            return apart
                    ? Optional.of(new Series(
                            labels,
                            millis(numbers.keySet()),
                            numbers.values().stream().mapToDouble(each -> each).toArray(),
                            millis(ofHistograms.keySet()),
                            List.copyOf(ofHistograms.values())))
                    : Optional.empty();
        }

        private static long[] millis(Set<Long> times) {
            return times.stream().mapToLong(each -> each).toArray();
        }

        /** How many numbers it has. */
        public int size() {
            return values.length;
        }
    }
}
