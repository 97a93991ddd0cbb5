package dev.nightjar.server.wiring;

import dev.nightjar.model.RetentionStatus;
import dev.nightjar.tsdb.RefusedSamples;
import dev.nightjar.tsdb.Tsdb;

/** What the store counts by name, in Prometheus' text format: who is over a limit, what retention has freed. */
public final class StoreMetrics {
    private final Tsdb tsdb;

    public StoreMetrics(Tsdb tsdb) {
        this.tsdb = tsdb;
    }

    public String expose() {
        StringBuilder text = new StringBuilder();
        begin("nightjar_tsdb_samples_refused_total", "Samples of new series beyond a limit, by who is over it.", text);
        for (RefusedSamples refused : tsdb.refused()) {
            text.append("nightjar_tsdb_samples_refused_total{limit=\"")
                    .append(refused.limit())
                    .append("\",name=\"")
                    .append(escaped(refused.name()))
                    .append("\"} ")
                    .append(refused.samples())
                    .append('\n');
        }
        begin("nightjar_tsdb_retention_freed_bytes_total", "Bytes that each rule of retention has freed.", text);
        for (RetentionStatus rule : tsdb.admin().retention()) {
            text.append("nightjar_tsdb_retention_freed_bytes_total{rule=\"")
                    .append(escaped(rule.rule()))
                    .append("\"} ")
                    .append(rule.bytesFreed())
                    .append('\n');
        }
        begin(
                "nightjar_tsdb_damage_reports",
                "What was found damaged of the store's files and is listed.",
                "gauge",
                text);
        text.append("nightjar_tsdb_damage_reports ")
                .append(tsdb.admin().damage().size())
                .append('\n');
        return text.toString();
    }

    private static void begin(String name, String meaning, StringBuilder to) {
        begin(name, meaning, "counter", to);
    }

    private static void begin(String name, String meaning, String type, StringBuilder to) {
        to.append("# HELP ").append(name).append(' ').append(meaning).append('\n');
        to.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
