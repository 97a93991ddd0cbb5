package dev.nightjar.query;

import dev.nightjar.model.Labels;
import java.util.List;

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

    record Sample(Labels labels, long timeMillis, double value) {}

    /** Samples of one series in time order: {@code values[i]} at {@code timesMillis[i]}. */
    record Series(Labels labels, long[] timesMillis, double[] values) {
        public int size() {
            return values.length;
        }
    }
}
