package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.TimeRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBitmap;

/**
 * Knows every series by its labels and by the days on which it has samples.
 *
 * <p>A read-write lock: writers are rare (a new series, the first sample of a series on a day). Callers that write
 * hold the head's lock already; readers never take the head's lock inside.
 */
final class SeriesIndex {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    private final PairDictionary dictionary = new PairDictionary();
    private final SeriesTable table = new SeriesTable();
    private final TreeMap<Integer, ActiveDay> days = new TreeMap<>();
    private final Map<String, Integer> metrics = new HashMap<>();
    private int nextMetric;

    /** What the read side sees while it holds the lock. */
    record View(PairDictionary dictionary, SeriesTable table, List<ActiveDay> days) {}

    /** Runs {@code query} on the days that overlap the range; it must not keep the view. */
    <T> T read(TimeRange range, Function<View, T> query) {
        lock.readLock().lock();
        try {
            List<ActiveDay> inside = new ArrayList<>(
                    days.subMap(Day.clamped(range.startMillis()), true, Day.clamped(range.endMillis()), true)
                            .values());
            return query.apply(new View(dictionary, table, inside));
        } finally {
            lock.readLock().unlock();
        }
    }

    Labels labels(int series) {
        lock.readLock().lock();
        try {
            return labelsOf(dictionary, table.pairs(series));
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Of the series whose ids are the lower halves of {@code order[from, to)}. */
    Labels[] labels(long[] order, int from, int to) {
        Labels[] labels = new Labels[to - from];
        lock.readLock().lock();
        try {
            for (int i = from; i < to; i++) {
                labels[i - from] = labelsOf(dictionary, table.pairs((int) order[i]));
            }
            return labels;
        } finally {
            lock.readLock().unlock();
        }
    }

    static Labels labelsOf(PairDictionary dictionary, int[] pairs) {
        String[] texts = new String[2 * pairs.length];
        for (int i = 0; i < pairs.length; i++) {
            Label pair = dictionary.pair(pairs[i]);
            texts[2 * i] = pair.name();
            texts[2 * i + 1] = pair.value();
        }
        return Labels.ofSortedPairs(texts);
    }

    int metric(int series) {
        lock.readLock().lock();
        try {
            return table.metric(series);
        } finally {
            lock.readLock().unlock();
        }
    }

    int liveSeries() {
        lock.readLock().lock();
        try {
            return table.live();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** How many series have the pair. */
    long seriesWith(Label pair) {
        lock.readLock().lock();
        try {
            int id = dictionary.find(pair.name(), pair.value());
            return id < 0 ? 0 : dictionary.postings(id).getLongCardinality();
        } finally {
            lock.readLock().unlock();
        }
    }

    int nextSeries() {
        lock.readLock().lock();
        try {
            return table.end();
        } finally {
            lock.readLock().unlock();
        }
    }

    boolean has(int series) {
        lock.readLock().lock();
        try {
            return table.has(series);
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Adds a new series under {@code id} and tells {@code store} what to write for it. */
    void add(int id, Labels labels, ChunkStore store) {
        lock.writeLock().lock();
        try {
            int[] pairs = new int[labels.size()];
            for (int i = 0; i < pairs.length; i++) {
                pairs[i] = dictionary.find(labels.name(i), labels.value(i));
                if (pairs[i] < 0) {
                    pairs[i] = dictionary.add(labels.name(i), labels.value(i));
                    store.index().putPair(pairs[i], dictionary.pair(pairs[i]));
                }
            }
            Integer metric = metrics.get(labels.metricName());
            if (metric == null) {
                metric = nextMetric++;
                metrics.put(labels.metricName(), metric);
            }
            put(id, metric, pairs);
            store.index().putSeries(id, metric, pairs);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void put(int id, int metric, int[] pairs) {
        table.put(id, metric, pairs);
        for (int pair : pairs) {
            dictionary.postings(pair).add(id);
        }
    }

    /** Takes in what the disk knows, at start. */
    void loadPair(int id, Label pair) {
        if (!dictionary.load(id, pair)) {
            throw new TsdbException("label pair " + id + " is twice in the index: restore a backup");
        }
    }

    /** False if the series has pairs that are not there: then nobody knows which series it is. */
    boolean loadSeries(int id, int metric, int[] pairs) {
        for (int pair : pairs) {
            if (!dictionary.has(pair)) {
                return false;
            }
        }
        put(id, metric, pairs);
        nextMetric = Math.max(nextMetric, metric + 1);
        for (int pair : pairs) {
            if (dictionary.pair(pair).name().equals(Labels.METRIC_NAME)) {
                metrics.put(dictionary.pair(pair).value(), metric);
            }
        }
        return true;
    }

    /** New series get ids from here on at least: some below belong to series whose labels are lost. */
    void reserve(int firstFree) {
        table.reserve(firstFree);
    }

    void loadDay(int day, RoaringBitmap series) {
        RoaringBitmap known = series.clone();
        BitSet used = new BitSet();
        series.forEach((int id) -> {
            if (!table.has(id)) {
                known.remove(id);
                return;
            }
            for (int pair : table.pairs(id)) {
                used.set(pair);
            }
        });
        RoaringBitmap pairs = BitSetUtil.bitmapOf(used);
        ActiveDay active = days.get(day);
        if (active == null) {
            days.put(day, new ActiveDay(day, known, pairs));
        } else {
            active.series.or(known);
            active.pairs.or(pairs);
            active.changed = true;
        }
    }

    List<Integer> days(TimeRange range) {
        return read(range, view -> view.days().stream().map(day -> day.day).toList());
    }

    /** Those of the series, in the same order, that have samples on the day. */
    long[] activeOn(int day, long[] order) {
        return readDay(
                day,
                new long[0],
                (active, view) -> Arrays.stream(order)
                        .filter(each -> active.series.contains((int) each))
                        .toArray());
    }

    /** The series, which must be active on the day and in order, as runs of neighbours among the day's chunks. */
    List<KeyRun> runsOn(int day, long[] order) {
        return readDay(day, List.of(), (active, view) -> KeyRun.of(order, active.series, table, dictionary));
    }

    private <T> T readDay(int day, T absent, BiFunction<ActiveDay, View, T> query) {
        return read(
                Day.range(day),
                view -> view.days().isEmpty() ? absent : query.apply(view.days().getFirst(), view));
    }

    /** Notes that the series has samples on the day. */
    void markActive(int series, int day) {
        lock.writeLock().lock();
        try {
            ActiveDay active = days.get(day);
            if (active == null) {
                active = new ActiveDay(day, new RoaringBitmap(), new RoaringBitmap());
                days.put(day, active);
            }
            if (active.series.checkedAdd(series)) {
                active.pairs.add(table.pairs(series));
                active.changed = true;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Hands the bitmaps that changed since the last call to {@code store}. */
    void writeChangedDays(ChunkStore store) {
        lock.writeLock().lock();
        try {
            for (ActiveDay day : days.values()) {
                if (day.changed) {
                    day.series.runOptimize();
                    store.index().putDay(day.day, day.series);
                    day.changed = false;
                }
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Notes that the series have no samples on the day any more; a day without series is forgotten. */
    void removeFromDay(int day, RoaringBitmap series, ChunkStore store) {
        lock.writeLock().lock();
        try {
            ActiveDay active = days.get(day);
            if (active == null || series.isEmpty()) {
                return;
            }
            active.series.andNot(series);
            if (active.series.isEmpty()) {
                days.remove(day);
                store.index().deleteDay(day);
                return;
            }
            RoaringBitmap pairs = new RoaringBitmap();
            series.forEach((int id) -> pairs.add(table.pairs(id)));
            pairs.forEach((int pair) -> {
                if (!RoaringBitmap.intersects(active.series, dictionary.postings(pair))) {
                    active.pairs.remove(pair);
                }
            });
            active.changed = true;
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Those of the series that have samples on no day. */
    RoaringBitmap inactive(RoaringBitmap series) {
        return read(TimeRange.ALL, view -> {
            RoaringBitmap rest = series.clone();
            view.days().forEach(day -> rest.andNot(day.series));
            return rest;
        });
    }

    /** All series in the index that have samples on no day. */
    RoaringBitmap inactive() {
        RoaringBitmap all = new RoaringBitmap();
        int end = nextSeries();
        for (int id = 0; id < end; id++) {
            if (has(id)) {
                all.add(id);
            }
        }
        return inactive(all);
    }

    /** Forgets the series, as far as it knows them, and the label pairs and metrics that no other series has. */
    void forget(RoaringBitmap series, ChunkStore store) {
        lock.writeLock().lock();
        try {
            RoaringBitmap unused = new RoaringBitmap();
            series.forEach((int id) -> {
                if (table.has(id)) {
                    for (int pair : table.pairs(id)) {
                        RoaringBitmap postings = dictionary.postings(pair);
                        postings.remove(id);
                        if (postings.isEmpty()) {
                            unused.add(pair);
                        }
                    }
                    table.remove(id);
                    store.index().deleteSeries(id);
                }
            });
            forgetPairs(unused, store);
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Forgets the label pairs that no series has: those of a store that did not forget them yet. */
    void forgetUnusedPairs(ChunkStore store) {
        lock.writeLock().lock();
        try {
            forgetPairs(dictionary.unused(), store);
        } finally {
            lock.writeLock().unlock();
        }
    }

    private void forgetPairs(RoaringBitmap unused, ChunkStore store) {
        unused.forEach((int pair) -> {
            Label label = dictionary.pair(pair);
            if (label.name().equals(Labels.METRIC_NAME)) {
                metrics.remove(label.value());
            }
            store.index().deletePair(pair);
        });
        dictionary.removeAll(unused);
        days.values().forEach(day -> day.pairs.andNot(unused));
    }

    /** How many label pairs it keeps. */
    int pairCount() {
        lock.readLock().lock();
        try {
            return dictionary.size();
        } finally {
            lock.readLock().unlock();
        }
    }

    boolean hasDayBefore(int day) {
        lock.readLock().lock();
        try {
            return !days.headMap(day).isEmpty();
        } finally {
            lock.readLock().unlock();
        }
    }

    /** Forgets the days before {@code firstKept}; returns the series that had samples on no other. */
    RoaringBitmap forgetDaysBefore(int firstKept, ChunkStore store) {
        lock.writeLock().lock();
        try {
            RoaringBitmap gone = new RoaringBitmap();
            List<ActiveDay> old = new ArrayList<>(days.headMap(firstKept).values());
            old.forEach(day -> gone.or(day.series));
            for (ActiveDay kept : days.tailMap(firstKept).values()) {
                gone.andNot(kept.series);
            }
            for (ActiveDay day : old) {
                days.remove(day.day);
                store.index().deleteDay(day.day);
            }
            return gone;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
