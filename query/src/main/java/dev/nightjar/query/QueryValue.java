package dev.nightjar.query;

import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import java.util.List;
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

        /** How many numbers it has. */
        public int size() {
            return values.length;
        }
    }
}
