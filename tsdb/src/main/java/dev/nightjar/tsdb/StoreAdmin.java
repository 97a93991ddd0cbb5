package dev.nightjar.tsdb;

import dev.nightjar.model.DamageReport;
import dev.nightjar.model.RetentionStatus;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.SeriesStatistics;
import dev.nightjar.model.SyncPace;
import dev.nightjar.model.TimeRange;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** What operators ask of the store, handed on to who does it. */
final class StoreAdmin implements SeriesAdmin {
    private final SeriesIndex index;
    private final Head head;
    private final Snapshots snapshots;
    private final Deletions deletions;
    private final Tombstones tombstones;
    private final Retention retention;
    private final InstantSource clock;
    private final Damages damages;
    private final SyncPace pace;

    StoreAdmin(
            SeriesIndex index,
            Head head,
            Snapshots snapshots,
            Deletions deletions,
            Tombstones tombstones,
            Retention retention,
            InstantSource clock,
            Damages damages,
            SyncPace pace) {
        this.index = index;
        this.head = head;
        this.snapshots = snapshots;
        this.deletions = deletions;
        this.tombstones = tombstones;
        this.retention = retention;
        this.clock = clock;
        this.damages = damages;
        this.pace = pace;
    }

    @Override
    public long delete(List<SeriesSelection> selections) {
        return deletions.delete(selections);
    }

    @Override
    public long cleanTombstones() {
        return tombstones.days().stream().mapToLong(tombstones::clean).sum();
    }

    @Override
    public String snapshot(boolean skipHead) {
        try {
            return snapshots.make(skipHead);
        } catch (IOException e) {
            throw new TsdbException("no snapshot could be made: " + e + ". Nothing of it is left.", e);
        }
    }

    @Override
    public SeriesStatistics statistics(int limit) {
        int today = Day.clamped(clock.instant().toEpochMilli());
        TimeRange recent = new TimeRange(Day.startMillis(today - 1), Long.MAX_VALUE);
        Cardinality counts = index.read(recent, view -> Cardinality.of(view, limit));
        HeadCounts inMemory = HeadCounts.of(head);
        return new SeriesStatistics(
                index.liveSeries(),
                counts.active(),
                counts.pairs(),
                inMemory.openChunks(),
                inMemory.oldestMillis(),
                inMemory.newestMillis(),
                counts.seriesByMetric(),
                counts.valuesByLabel(),
                counts.bytesByLabel(),
                counts.seriesByPair(),
                counts.seriesBySource());
    }

    @Override
    public List<RetentionStatus> retention() {
        return retention.status();
    }

    @Override
    public List<DamageReport> damage() {
        return damages.list();
    }

    @Override
    public Optional<String> slowDisk() {
        return pace.complaint();
    }
}
