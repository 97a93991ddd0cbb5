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
        ExpositionText text = new ExpositionText();
        text.counter("nightjar_tsdb_samples_refused_total", "Samples of new series beyond a limit, by who is over it.");
        for (RefusedSamples refused : tsdb.refused()) {
            text.sample(refused.samples(), "limit", refused.limit(), "name", refused.name());
        }
        text.counter("nightjar_tsdb_retention_freed_bytes_total", "Bytes that each rule of retention has freed.");
        for (RetentionStatus rule : tsdb.admin().retention()) {
            text.sample(rule.bytesFreed(), "rule", rule.rule());
        }
        text.gauge("nightjar_tsdb_damage_reports", "What was found damaged of the store's files and is listed.");
        return text.sample(tsdb.admin().damage().size()).toString();
    }
}
