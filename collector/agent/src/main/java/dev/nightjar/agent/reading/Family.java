package dev.nightjar.agent.reading;

import dev.nightjar.model.MetricMetadata;

/** What is known of a family of metrics before its first sample. */
public record Family(String name, MetricMetadata.Type type, String help) {
    public static Family counter(String name, String help) {
        return new Family(name, MetricMetadata.Type.COUNTER, help);
    }

    public static Family gauge(String name, String help) {
        return new Family(name, MetricMetadata.Type.GAUGE, help);
    }

    /** The kernel shows a number and does not say whether it only grows. */
    public static Family unknown(String name, String help) {
        return new Family(name, MetricMetadata.Type.UNKNOWN, help);
    }

    MetricMetadata metadata() {
        return new MetricMetadata(name, type, help, unit());
    }

    /** As the name says it: {@code node_cpu_seconds_total} counts seconds. */
    private String unit() {
        String base = name.endsWith("_total") ? name.substring(0, name.length() - "_total".length()) : name;
        String last = base.substring(base.lastIndexOf('_') + 1);
        return switch (last) {
            case "seconds", "bytes", "celsius", "volts", "hertz", "ratio", "bits", "rpm", "watt", "amps" -> last;
            default -> "";
        };
    }
}
