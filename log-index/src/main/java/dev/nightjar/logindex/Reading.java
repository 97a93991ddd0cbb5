package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogPattern;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogTail;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;

/** Answers from snapshots of what is stored: each holds the store's lock only while it is made. Thread-safe. */
final class Reading implements AutoCloseable {
    private final Days days;
    private final ReentrantLock state;
    private final Arrivals arrivals;
    private final Deletions deletions;
    private final KnownPatterns patterns;
    private final boolean detectLevels;
    private final ReadingThreads threads =
            new ReadingThreads(Runtime.getRuntime().availableProcessors());

    /** @param state the store's lock, which guards the tables of streams and blocks */
    Reading(
            Days days,
            ReentrantLock state,
            Arrivals arrivals,
            Deletions deletions,
            KnownPatterns patterns,
            boolean detectLevels) {
        this.days = days;
        this.state = state;
        this.arrivals = arrivals;
        this.deletions = deletions;
        this.patterns = patterns;
        this.detectLevels = detectLevels;
    }

    /** {@code check} is called now and then while no line comes. */
    LogTail.Seen select(LogSelection selection, Runnable check) {
        Snapshot snapshot = snapshot(selection);
        try {
            return new LogTail.Seen(
                    new MergedCursor(snapshot, selection, detectLevels, threads, check), snapshot.through());
        } catch (RuntimeException e) {
            snapshot.close();
            throw e;
        }
    }

    /** Asks blocks only of days that have damaged ones. */
    List<LostLines> lost(LogSelection selection) {
        List<LostLines> lost = new ArrayList<>(days.lost(selection.range()));
        if (days.anyBlockLost(selection.range())) {
            try (Snapshot snapshot = snapshot(selection)) {
                lost.addAll(snapshot.lost(selection.range(), selection.filters()));
            }
        }
        return lost;
    }

    LogArrivals arrivals(List<Matcher> matchers, long after, long through) {
        long last = Math.min(through, arrivals.durable());
        if (after >= last) {
            return ArrivalCursor.nothing(after);
        }
        try {
            return ArrivalCursor.of(days, state, arrivals, deletions, new MatcherSet(matchers), after, last);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Snapshot snapshot(LogSelection selection) {
        MatcherSet matchers = new MatcherSet(selection.matchers());
        try {
            Snapshot snapshot = new Snapshot(days.pinned(selection.range()), deletions);
            state.lock();
            try {
                snapshot.collect(matchers, selection.range(), arrivals.collected());
            } finally {
                state.unlock();
            }
            return snapshot;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Labels> streams(LogSelection selection) {
        TreeSet<Labels> found = new TreeSet<>();
        try (Snapshot snapshot = snapshot(selection)) {
            for (Run run : snapshot.runs(selection.range(), List.of())) {
                if (!found.contains(run.labels()) && hasLineWithin(run, selection.range())) {
                    found.add(run.labels());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return List.copyOf(found);
    }

    private static boolean hasLineWithin(Run run, NanoRange range) throws IOException {
        boolean endsAreLines = !(run instanceof Run.Masked);
        if (endsAreLines && (range.contains(run.minNanos()) || range.contains(run.maxNanos()))) {
            return true;
        }
        Lines lines = run.lines();
        int first = lines.firstNotBefore(range.startNanos());
        return first < lines.size() && range.contains(lines.timestamp(first));
    }

    List<LogVolume> volume(LogSelection selection, long sliceNanos) {
        return count(selection, new VolumeCount(selection.range(), sliceNanos, true, VolumeGroups::byStream));
    }

    List<LogVolume> volumeBy(LogSelection selection, List<String> labels, long sliceNanos, boolean withBytes) {
        return count(
                selection,
                new VolumeCount(
                        selection.range(),
                        sliceNanos,
                        withBytes,
                        slices -> VolumeGroups.byLabels(labels, detectLevels, slices)));
    }

    private List<LogVolume> count(LogSelection selection, VolumeCount count) {
        try (Snapshot snapshot = snapshot(selection)) {
            snapshot.count(count, selection.range());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return count.volumes();
    }

    List<LogPattern> patterns(List<Matcher> matchers, NanoRange range, long sliceNanos) {
        PatternCount count = new PatternCount(range, sliceNanos, patterns);
        LogSelection selection = new LogSelection(matchers, range, LogSelection.Order.ANY, List.of());
        try (Snapshot snapshot = snapshot(selection)) {
            for (Run run : snapshot.runs(range, List.of())) {
                count.add(run);
            }
            return count.patterns();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the threads that read ahead. */
    @Override
    public void close() {
        threads.close();
    }
}
