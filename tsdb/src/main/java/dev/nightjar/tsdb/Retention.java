package dev.nightjar.tsdb;

import dev.nightjar.model.RetentionStatus;
import dev.nightjar.model.TimeRange;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import dev.nightjar.model.retention.RetentionTexts;
import dev.nightjar.model.retention.RuleRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drops what has been kept for long enough. Days that nothing keeps any more are dropped whole. Of a day that only some
 * rules keep, the series of the others are deleted like by hand, by ranges of keys where they are neighbours, and the
 * day's files are rewritten once: so each day is rewritten at most once for each distinct time that rules keep, and a
 * store without rules never rewrites anything. What is left to be deleted is told from the index alone, so a crash at
 * any moment only means that the rest is done by the next run.
 */
final class Retention {
    /** What the store has on the disk. */
    interface Disk {
        long bytes();

        /** Gives up what the log takes beyond what it needs. */
        void shrinkLog() throws IOException;
    }

    private static final Logger LOGGER = LoggerFactory.getLogger(Retention.class);
    private static final Duration FULL_RUN = Duration.ofHours(1);

    private final RetentionPolicy policy;
    private final SeriesIndex index;
    private final ChunkStore store;
    private final OldDays oldDays;
    private final Deletions deletions;
    private final Tombstones tombstones;
    private final OldestSample oldestSample;
    private final Disk disk;
    /**
     * One for each rule, in order, then the one for everything else, then, if there is one, the limit of size. Guarded by
     * itself, so that nobody who asks waits for a run.
     */
    private final List<RuleRecord> records = new ArrayList<>();

    private final Duration[] keeps;
    private int[] lastFloors = {};
    private Instant lastFullRun = Instant.MIN;
    private boolean wasEmpty;

    Retention(
            RetentionPolicy policy,
            SeriesIndex index,
            ChunkStore store,
            OldDays oldDays,
            Deletions deletions,
            Tombstones tombstones,
            OldestSample oldestSample,
            Disk disk) {
        this.policy = policy;
        this.index = index;
        this.store = store;
        this.oldDays = oldDays;
        this.deletions = deletions;
        this.tombstones = tombstones;
        this.oldestSample = oldestSample;
        this.disk = disk;
        keeps = new Duration[policy.rules().size() + 1];
        for (int i = 0; i < policy.rules().size(); i++) {
            RetentionRule rule = policy.rules().get(i);
            keeps[i] = rule.keep();
            records.add(new RuleRecord(rule.selector(), RetentionTexts.duration(rule.keep())));
        }
        keeps[keeps.length - 1] = policy.age();
        String rest = policy.rules().isEmpty() ? "everything" : "everything else";
        records.add(new RuleRecord(rest, RetentionTexts.duration(policy.age())));
        if (policy.bytes() > 0) {
            records.add(new RuleRecord("the whole store", RetentionTexts.bytes(policy.bytes())));
        }
    }

    /** What is to be done every minute or so; may take as long as it takes to rewrite a day. */
    synchronized void run(Instant now) throws IOException {
        int[] floors = new int[keeps.length];
        for (int i = 0; i < keeps.length; i++) {
            floors[i] = Day.clamped(now.minus(keeps[i]).toEpochMilli());
        }
        dropOldDays(floors);
        boolean full =
                !Arrays.equals(floors, lastFloors) || !now.minus(FULL_RUN).isBefore(lastFullRun);
        if (full) {
            applyRules(floors);
            lastFloors = floors;
            lastFullRun = now;
        }
        boolean shrunk = policy.bytes() > 0 && limitSize(now);
        if (full || shrunk || wasEmpty) {
            note(now);
        }
    }

    List<RetentionStatus> status() {
        synchronized (records) {
            return records.stream().map(RuleRecord::status).toList();
        }
    }

    private void freed(int rule, long bytes) {
        synchronized (records) {
            records.get(rule).freed(bytes);
        }
    }

    private void dropOldDays(int[] floors) {
        int last = 0;
        for (int i = 1; i < floors.length; i++) {
            last = floors[i] < floors[last] ? i : last;
        }
        freed(last, oldDays.dropBefore(floors[last]));
    }

    private void applyRules(int[] floors) {
        int firstKeptByAll = Arrays.stream(floors).max().orElseThrow();
        for (int day : index.days(TimeRange.ALL)) {
            if (day < firstKeptByAll) {
                applyRules(day, floors);
            }
        }
    }

    private void applyRules(int day, int[] floors) {
        List<RoaringBitmap> shares = shares(day);
        long removed = 0;
        for (int i = 0; i < floors.length; i++) {
            if (day < floors[i] && !shares.get(i).isEmpty()) {
                RoaringBitmap share = shares.get(i);
                deletions.delete(index.read(Day.range(day), view -> Selector.inKeyOrder(view, share)), Day.range(day));
                removed += share.getLongCardinality();
            }
        }
        if (removed > 0) {
            long freed = tombstones.clean(day);
            for (int i = 0; i < floors.length; i++) {
                if (day < floors[i]) {
                    freed(i, freed * shares.get(i).getLongCardinality() / removed);
                }
            }
        }
    }

    private List<RoaringBitmap> shares(int day) {
        return index.read(Day.range(day), view -> RuleShares.of(view, policy.rules()));
    }

    private void note(Instant now) {
        @Nullable Instant[] oldest = new @Nullable Instant[keeps.length];
        List<Integer> days = index.days(TimeRange.ALL);
        wasEmpty = days.isEmpty();
        for (int day : days) {
            if (Arrays.stream(oldest).allMatch(found -> found != null)) {
                break;
            }
            List<RoaringBitmap> shares = shares(day);
            for (int i = 0; i < oldest.length; i++) {
                if (oldest[i] == null && !shares.get(i).isEmpty()) {
                    OptionalLong found = oldestSample.on(day, shares.get(i));
                    oldest[i] = found.isPresent() ? Instant.ofEpochMilli(found.getAsLong()) : null;
                }
            }
        }
        synchronized (records) {
            for (int i = 0; i < oldest.length; i++) {
                records.get(i).ran(now, oldest[i]);
            }
            if (policy.bytes() > 0) {
                records.getLast()
                        .ran(
                                now,
                                Arrays.stream(oldest)
                                        .filter(found -> found != null)
                                        .min(Comparator.naturalOrder())
                                        .orElse(null));
            }
        }
    }

    /** Whether days went. */
    private boolean limitSize(Instant now) {
        int rule = records.size() - 1;
        int daysBefore = index.days(TimeRange.ALL).size();
        long excess = disk.bytes() - policy.bytes();
        if (excess > 0) {
            shrinkLog();
            excess = disk.bytes() - policy.bytes();
        }
        if (excess > 0 && !tombstones.days().isEmpty()) {
            tombstones.days().forEach(day -> freed(rule, tombstones.clean(day)));
            excess = disk.bytes() - policy.bytes();
        }
        if (excess > 0) {
            freed(rule, oldDays.dropBeyond(firstWithin(excess, Day.clamped(now.toEpochMilli())), policy.bytes()));
        }
        synchronized (records) {
            RuleRecord record = records.get(rule);
            record.ran(now, record.status().oldestSample().orElse(null));
        }
        return index.days(TimeRange.ALL).size() < daysBefore;
    }

    /** Needs some room itself; where there is none, days that are dropped make it. */
    private void shrinkLog() {
        try {
            disk.shrinkLog();
        } catch (IOException | TsdbException e) {
            LOGGER.warn("the log stays as large as it is; days are dropped first", e);
        }
    }

    /** The first day to be kept so that the files of those before it are at least {@code excess} bytes. */
    private int firstWithin(long excess, int today) {
        var bytes = store.files().bytesByDay();
        long left = excess;
        int first = 0;
        for (int day : index.days(TimeRange.ALL)) {
            if (left <= 0 || day >= today) {
                break;
            }
            left -= bytes.getOrDefault(day, 0L);
            first = day + 1;
        }
        return first;
    }
}
