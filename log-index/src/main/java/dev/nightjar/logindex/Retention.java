package dev.nightjar.logindex;

import dev.nightjar.model.NanoRange;
import dev.nightjar.model.RetentionStatus;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import dev.nightjar.model.retention.RetentionTexts;
import dev.nightjar.model.retention.RuleRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Drops what has been kept for long enough. Days that nothing keeps any more are dropped whole. Of a day that only some
 * rules keep, the blocks of the others' streams are taken out and their space is given back: so each day is rewritten at
 * most once for each distinct time that rules keep, and a store without rules never rewrites anything. On the sealing
 * thread.
 */
final class Retention {
    private static final Duration FULL_RUN = Duration.ofHours(1);
    private static final Duration SIZE_RUN = Duration.ofMinutes(1);
    /** How often it is looked up which lines are the oldest. */
    private static final Duration NOTE = Duration.ofMinutes(1);

    private final RetentionPolicy policy;
    private final Days days;
    private final OldDays oldDays;
    private final Removal removal;
    private final Upkeep upkeep;
    private final ReentrantLock state;
    private final DiskUse disk;
    /** One for each rule, in order, then the one for everything else, then, if there is one, the limit of size. */
    private final List<RuleRecord> records = new ArrayList<>();

    private final Duration[] keeps;
    private long[] lastFloors = {};
    private Instant lastFullRun = Instant.MIN;
    private Instant lastSizeRun = Instant.MIN;
    private Instant lastNote = Instant.MIN;

    /** What the whole store has on the disk, in bytes. */
    interface DiskUse {
        long bytes() throws IOException;
    }

    Retention(
            RetentionPolicy policy,
            Days days,
            OldDays oldDays,
            Removal removal,
            Upkeep upkeep,
            ReentrantLock state,
            DiskUse disk) {
        this.policy = policy;
        this.days = days;
        this.oldDays = oldDays;
        this.removal = removal;
        this.upkeep = upkeep;
        this.state = state;
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

    /** From any thread. */
    List<RetentionStatus> status() {
        synchronized (records) {
            return records.stream().map(RuleRecord::status).toList();
        }
    }

    /** What is to be done now; may take as long as it takes to rewrite a day. */
    void run(Instant now) throws IOException {
        long[] floors = new long[keeps.length];
        for (int i = 0; i < keeps.length; i++) {
            floors[i] = Day.ofNanos(now.minus(keeps[i]).toEpochMilli() * 1_000_000L);
        }
        dropOldDays(floors);
        boolean full =
                !Arrays.equals(floors, lastFloors) || !now.minus(FULL_RUN).isBefore(lastFullRun);
        if (full) {
            applyRules(floors);
            lastFloors = floors;
            lastFullRun = now;
        }
        boolean shrunk = false;
        if (policy.bytes() > 0 && !now.minus(SIZE_RUN).isBefore(lastSizeRun)) {
            shrunk = limitSize(now);
            lastSizeRun = now;
        }
        if (full || shrunk || !now.minus(NOTE).isBefore(lastNote)) {
            note(now);
            lastNote = now;
        }
    }

    private void dropOldDays(long[] floors) throws IOException {
        int last = 0;
        for (int i = 1; i < floors.length; i++) {
            last = floors[i] < floors[last] ? i : last;
        }
        long freed = oldDays.dropBefore(floors[last], "older than " + RetentionTexts.duration(keeps[last]));
        freed(records.get(last), freed);
    }

    private void freed(RuleRecord record, long bytes) {
        synchronized (records) {
            record.freed(bytes);
        }
    }

    private void applyRules(long[] floors) throws IOException {
        long firstKeptByAll = Arrays.stream(floors).max().orElseThrow();
        for (long number : days.within(NanoRange.ALL)) {
            Day day = number < firstKeptByAll ? days.pinnedOrNull(number) : null;
            if (day != null && !upkeep.isEnding()) {
                try {
                    applyRules(day, floors);
                } finally {
                    day.unpin();
                }
            }
        }
    }

    private void applyRules(Day day, long[] floors) throws IOException {
        upkeep.sealQueued();
        List<List<BlockEntry>> shares = expired(day, floors);
        long[] removed = new long[floors.length];
        for (int i = 0; i < floors.length; i++) {
            for (BlockEntry entry : shares.get(i)) {
                removed[i] += removal.takeAll(day, day.streamOf(entry), entry, "retention of " + keptAs(i));
            }
        }
        if (Arrays.stream(removed).sum() > 0) {
            removal.reclaim(day);
            for (int i = 0; i < floors.length; i++) {
                freed(records.get(i), removed[i]);
            }
        }
    }

    private String keptAs(int rule) {
        return rule < policy.rules().size() ? policy.rules().get(rule).selector() : "everything else";
    }

    /** The blocks that are not to be kept any more, by rule. */
    private List<List<BlockEntry>> expired(Day day, long[] floors) {
        List<List<BlockEntry>> shares = new ArrayList<>();
        Arrays.stream(floors).forEach(floor -> shares.add(new ArrayList<>()));
        state.lock();
        try {
            for (DayStream stream : day.streams()) {
                int rule = RetainedFrom.rule(policy, stream.labels());
                if (day.number() < floors[rule]) {
                    for (BlockEntry entry : stream.sealed()) {
                        if (entry.header().lines() > 0) {
                            shares.get(rule).add(entry);
                        }
                    }
                }
            }
        } finally {
            state.unlock();
        }
        return shares;
    }

    private void note(Instant now) throws IOException {
        long[] oldest = new long[keeps.length];
        Arrays.fill(oldest, Long.MAX_VALUE);
        for (long number : days.within(NanoRange.ALL)) {
            if (Arrays.stream(oldest).noneMatch(nanos -> nanos == Long.MAX_VALUE)) {
                break;
            }
            Day day = days.pinnedOrNull(number);
            if (day != null) {
                try {
                    noteOldest(day, oldest);
                } finally {
                    day.unpin();
                }
            }
        }
        synchronized (records) {
            for (int i = 0; i < oldest.length; i++) {
                records.get(i).ran(now, instant(oldest[i]));
            }
            if (policy.bytes() > 0) {
                records.getLast()
                        .ran(lastSizeRun, instant(Arrays.stream(oldest).min().orElseThrow()));
            }
        }
    }

    private void noteOldest(Day day, long[] oldest) {
        state.lock();
        try {
            for (DayStream stream : day.streams()) {
                int rule = RetainedFrom.rule(policy, stream.labels());
                oldest[rule] = Math.min(oldest[rule], stream.oldestNanos());
            }
        } finally {
            state.unlock();
        }
    }

    private static @Nullable Instant instant(long nanos) {
        return nanos == Long.MAX_VALUE ? null : Instant.ofEpochMilli(Math.floorDiv(nanos, 1_000_000L));
    }

    /** Whether days went. */
    private boolean limitSize(Instant now) throws IOException {
        RuleRecord record = records.getLast();
        long today = Day.ofNanos(now.toEpochMilli() * 1_000_000L);
        long excess = disk.bytes() - policy.bytes();
        boolean shrunk = false;
        for (long number : days.within(NanoRange.ALL)) {
            if (excess <= 0 || number >= today) {
                break;
            }
            shrunk = true;
            long freed = oldDays.drop(number, "the store is larger than " + RetentionTexts.bytes(policy.bytes()));
            excess -= freed;
            freed(record, freed);
        }
        synchronized (records) {
            record.ran(now, record.status().oldestSample().orElse(null));
        }
        return shrunk;
    }
}
