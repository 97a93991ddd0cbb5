package dev.nightjar.web.api;

import dev.nightjar.model.DamageReport;
import dev.nightjar.model.RetentionStatus;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesStatistics;
import dev.nightjar.query.running.ActiveQuery;
import dev.nightjar.query.running.SlowQuery;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The documents of what is stored and what runs, in the words of {@code ui/src/api/contract}. */
final class StoreDocuments {
    record Count(String name, long count) {}

    record Cardinality(
            long known,
            long active,
            long labelPairs,
            List<Count> byMetric,
            List<Count> byLabel,
            List<Count> bytesByLabel,
            List<Count> byPair,
            List<Count> bySource) {
        static Cardinality of(SeriesStatistics found) {
            return new Cardinality(
                    found.known(),
                    found.active(),
                    found.labelPairs(),
                    counts(found.seriesByMetric()),
                    counts(found.valuesByLabel()),
                    counts(found.bytesByLabel()),
                    counts(found.seriesByPair()),
                    counts(found.seriesBySource()));
        }

        private static List<Count> counts(List<SeriesStatistics.Count> counts) {
            return counts.stream()
                    .map(one -> new Count(one.name(), one.count()))
                    .toList();
        }
    }

    record Storage(
            long known,
            long active,
            long openChunks,
            @Nullable Long newestMillis,
            List<Retention> retention,
            List<Damage> damage,
            @Nullable String slowDisk) {
        static Storage of(SeriesAdmin store) {
            SeriesStatistics found = store.statistics(1);
            return new Storage(
                    found.known(),
                    found.active(),
                    found.openChunks(),
                    found.newestMillis() == Long.MIN_VALUE ? null : found.newestMillis(),
                    store.retention().stream().map(Retention::of).toList(),
                    store.damage().stream().map(Damage::of).toList(),
                    store.slowDisk().orElse(null));
        }
    }

    /** Something that was not as it had been written. */
    record Damage(long foundMillis, String file, String what) {
        static Damage of(DamageReport report) {
            return new Damage(report.found().toEpochMilli(), report.file(), report.what());
        }
    }

    record Retention(
            String rule,
            String keeps,
            @Nullable Long lastRunMillis,
            long bytesFreed,
            @Nullable Long oldestMillis) {
        static Retention of(RetentionStatus status) {
            return new Retention(
                    status.rule(),
                    status.keeps(),
                    status.lastRun().map(Instant::toEpochMilli).orElse(null),
                    status.bytesFreed(),
                    status.oldestSample().map(Instant::toEpochMilli).orElse(null));
        }
    }

    /** {@code slowAfterSeconds}: what counts as slow. */
    record Queries(List<Active> active, List<Slow> slow, double slowAfterSeconds) {}

    record Active(long id, String language, String text, String by, long sinceMillis, long samples) {
        static Active of(ActiveQuery query) {
            return new Active(
                    query.id(),
                    query.asked().language(),
                    query.asked().text(),
                    query.asked().by(),
                    query.since().toEpochMilli(),
                    query.samples());
        }
    }

    record Slow(
            String language,
            String text,
            String by,
            long sinceMillis,
            double seconds,
            long samples,
            @Nullable String failure) {
        static Slow of(SlowQuery query) {
            return new Slow(
                    query.asked().language(),
                    query.asked().text(),
                    query.asked().by(),
                    query.since().toEpochMilli(),
                    query.took().toNanos() / 1e9,
                    query.samples(),
                    query.failure().orElse(null));
        }
    }

    private StoreDocuments() {}
}
