package dev.nightjar.server;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.alerting.paging.Page;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.journal.Journal;
import dev.nightjar.logindex.LogIndex;
import dev.nightjar.model.redact.Redaction;
import dev.nightjar.server.wiring.AlertingMetrics;
import dev.nightjar.server.wiring.FileWatch;
import dev.nightjar.server.wiring.RedactionMetrics;
import dev.nightjar.server.wiring.StoreMetrics;
import dev.nightjar.tsdb.Tsdb;

/** What {@code /metrics} tells of this process beyond its JVM. */
final class OwnMeters {
    private OwnMeters() {}

    static void describe(
            SelfMetrics metrics,
            Tsdb tsdb,
            LogIndex logs,
            Journal journal,
            Alerting alerting,
            FileWatch definitions,
            Redaction redaction,
            IngestCounters counters) {
        metrics.gauge(
                        "nightjar.tsdb.series",
                        "Series known.",
                        () -> tsdb.stats().series())
                .counter(
                        "nightjar.tsdb.samples",
                        "Samples stored since the start.",
                        () -> tsdb.stats().samplesAppended())
                .counter(
                        "nightjar.tsdb.samples.rejected",
                        "Samples refused since the start.",
                        () -> tsdb.stats().samplesRejected())
                .counter(
                        "nightjar.tsdb.histograms",
                        "Native histograms among the samples stored since the start.",
                        () -> tsdb.stats().histograms())
                .counter(
                        "nightjar.tsdb.exemplars",
                        "Exemplars stored since the start.",
                        () -> tsdb.stats().exemplars())
                .counter(
                        "nightjar.tsdb.exemplars.dropped",
                        "Exemplars with too long labels, outside the retention, or of unknown series, since the start.",
                        () -> tsdb.stats().exemplarsDropped())
                .gauge(
                        "nightjar.tsdb.log.bytes",
                        "Length of the log that a restart would replay.",
                        () -> tsdb.stats().logBytes())
                .counter(
                        "nightjar.logs.lines",
                        "Lines stored since the start.",
                        () -> logs.stats().linesAppended())
                .counter(
                        "nightjar.logs.lines.rejected",
                        "Lines refused since the start.",
                        () -> logs.stats().linesRejected())
                .gauge(
                        "nightjar.logs.open.bytes",
                        "Text of lines not sealed yet.",
                        () -> logs.stats().openBytes())
                .gauge(
                        "nightjar.logs.damage.reports",
                        "What was found damaged of the log store's files and is listed.",
                        () -> logs.admin().damage().size())
                .counter(
                        "nightjar.tsdb.log.syncs",
                        "Times that the disk made samples durable.",
                        () -> tsdb.pace().seen().syncs())
                .counter(
                        "nightjar.tsdb.log.sync.seconds",
                        "What that took.",
                        () -> tsdb.pace().seen().seconds())
                .gauge(
                        "nightjar.tsdb.log.sync.slowest.seconds",
                        "The slowest of the last minute or two.",
                        () -> tsdb.pace().seen().slowestSeconds())
                .counter(
                        "nightjar.logs.wal.syncs",
                        "Times that the disk made lines durable.",
                        () -> logs.pace().seen().syncs())
                .counter(
                        "nightjar.logs.wal.sync.seconds",
                        "What that took.",
                        () -> logs.pace().seen().seconds())
                .gauge(
                        "nightjar.logs.wal.sync.slowest.seconds",
                        "The slowest of the last minute or two.",
                        () -> logs.pace().seen().slowestSeconds())
                .gauge("nightjar.journal.events", "Events in the journal.", journal::lastOffset)
                .gauge(
                        "nightjar.pages.open",
                        "Pages that nobody has resolved.",
                        () -> alerting.pages().stream()
                                .filter(page -> page.state() != Page.State.RESOLVED)
                                .count())
                .gauge(
                        "nightjar.definitions.in.force",
                        "Whether what the definition folder says now is in force; 0: something in it is wrong.",
                        () -> definitions.state().problems().isEmpty() ? 1 : 0)
                .gauge(
                        "nightjar.definitions.in.force.since.seconds",
                        "When the definitions in force were read, in seconds since 1970.",
                        () -> definitions.state().since().getEpochSecond())
                .gauge("nightjar.tsdb.disk.bytes", "Size of the store on the disk, without snapshots.", tsdb::diskBytes)
                .and(new StoreMetrics(tsdb)::expose)
                .and(new RedactionMetrics(redaction)::expose)
                .and(new AlertingMetrics(alerting)::expose)
                .and(counters::expose);
    }
}
