package dev.nightjar.model;

import java.util.Optional;

/**
 * What a sender says about a family of metrics.
 *
 * @param family the name of the metric, for histograms and summaries without {@code _bucket}, {@code _count}, {@code _sum}
 * @param unit empty if not said
 */
public record MetricMetadata(String family, Type type, String help, String unit) {
    /** Kinds of metrics, as OpenMetrics names them. */
    public enum Type {
        UNKNOWN,
        COUNTER,
        GAUGE,
        HISTOGRAM,
        GAUGE_HISTOGRAM,
        SUMMARY,
        INFO,
        STATE_SET;

        /** The type whose {@link #text} this is, to the letter; none for other words, Prometheus' {@code untyped} among them. */
        public static Optional<Type> named(String text) {
            for (Type type : values()) {
                if (type.text().equals(text)) {
                    return Optional.of(type);
                }
            }
            return Optional.empty();
        }

        /** As Prometheus' HTTP API and text formats write it. */
        public String text() {
            return switch (this) {
                case UNKNOWN -> "unknown";
                case COUNTER -> "counter";
                case GAUGE -> "gauge";
                case HISTOGRAM -> "histogram";
                case GAUGE_HISTOGRAM -> "gaugehistogram";
                case SUMMARY -> "summary";
                case INFO -> "info";
                case STATE_SET -> "stateset";
            };
        }
    }
}
