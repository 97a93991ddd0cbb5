package dev.nightjar.tsdb;

import dev.nightjar.model.Labels;
import dev.nightjar.model.PlacedCursor;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSummaries;
import dev.nightjar.model.SummaryRequest;
import dev.nightjar.model.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Walks over series in the order of their chunks on disk and merges those with the head. Each series is seen as of one
 * moment: if chunks were sealed between reading the chunks and reading the head, both are read again. Closes its twins
 * with itself.
 */
final class StoredSeriesCursor implements PlacedCursor {
    private static final int TRIES = 3;

    /** Looking labels up one by one costs more in taking the index' lock than in looking. */
    private static final int LABELS_AT_ONCE = 64;

    private final SeriesIndex index;
    private final Head head;
    private final ChunkStore store;
    private final TimeRange range;
    private final long[] series;
    private final List<Integer> activeDays;
    private final List<DayScan> days = new ArrayList<>();
    private final Optional<SummaryRequest> hint;
    private final Optional<SummaryGather> summaries;
    private final List<StoredSeriesCursor> twins = new ArrayList<>();
    private final SampleSummaries rows = new SampleSummaries(64);
    private final Consumer<StoredSeriesCursor> onClose;
    private final ReadScratch scratch = new ReadScratch();
    private final SampleBuffer samples = new SampleBuffer(1024);
    private final SampleRuns runs = new SampleRuns(samples);
    private Labels[] labels = {};
    private int labelsFrom;
    private int next;
    private int end;
    private boolean samplesGathered;
    private boolean closed;

    /** {@code series} are metric and id, in order; {@code days} those on which any of them is active. */
    StoredSeriesCursor(
            SeriesIndex index,
            Head head,
            ChunkStore store,
            TimeRange range,
            Optional<SummaryRequest> hint,
            long[] series,
            List<Integer> days,
            Consumer<StoredSeriesCursor> onClose) {
        this.index = index;
        this.head = head;
        this.store = store;
        this.range = range;
        this.series = series;
        this.onClose = onClose;
        this.activeDays = series.length > 0 ? days : List.of();
        this.hint = hint;
        this.summaries = hint.flatMap(request -> SummaryGather.of(store, head, range, request, activeDays, scratch));
    }

    @Override
    public int places() {
        return series.length;
    }

    @Override
    public synchronized int place() {
        return next;
    }

    @Override
    public synchronized void moveTo(int place) {
        if (place < next) {
            days.forEach(DayScan::restart);
            summaries.ifPresent(SummaryGather::restart);
        }
        next = place;
    }

    @Override
    public synchronized boolean nextBefore(int limit) {
        checkOpen();
        end = limit;
        while (next < limit) {
            long order = series[next++];
            if (summaries.isPresent() ? gatherRows(summaries.get(), order) : gather(order)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public synchronized StoredSeriesCursor twin() {
        checkOpen();
        StoredSeriesCursor twin =
                new StoredSeriesCursor(index, head, store, range, hint, series, activeDays, closed -> {});
        twins.add(twin);
        return twin;
    }

    private boolean gatherRows(SummaryGather from, long order) {
        samplesGathered = false;
        rows.clear();
        if (!from.gather(order, rows)) {
            rows.clear();
            gather(order);
            rows.addAll(samples, from.request());
        }
        return rows.size() > 0 || rows.needsSamples();
    }

    private boolean gather(long order) {
        samplesGathered = true;
        runs.begin(range);
        if (head.readWhole((int) order, runs, scratch)) {
            runs.finish();
            return samples.size() > 0;
        }
        if (days.isEmpty()) {
            activeDays.forEach(day -> days.add(new DayScan(store, day)));
        }
        for (int attempt = 0; attempt < TRIES; attempt++) {
            long version = store.chunkVersion();
            runs.begin(range);
            long oldest = Long.MAX_VALUE;
            for (DayScan day : days) {
                day.renew(version);
                day.read(order, runs, scratch);
                oldest = Math.min(oldest, day.version());
            }
            if (head.read((int) order, runs, scratch) <= oldest) {
                runs.finish();
                return samples.size() > 0;
            }
        }
        headFirst(order);
        return samples.size() > 0;
    }

    /** What is sealed after the head was read is then seen twice, which merging puts right, and never missed. */
    private void headFirst(long order) {
        runs.begin(range);
        long version = head.read((int) order, runs, scratch);
        for (DayScan day : days) {
            day.renew(version);
            day.read(order, runs, scratch);
        }
        runs.finish();
    }

    @Override
    public synchronized Labels labels() {
        checkOpen();
        present();
        int at = next - 1;
        if (at < labelsFrom || at >= labelsFrom + labels.length) {
            labels = index.labels(series, at, Math.min(end, at + LABELS_AT_ONCE));
            labelsFrom = at;
        }
        return labels[at - labelsFrom];
    }

    private long present() {
        if (next == 0) {
            throw new IllegalStateException("next() comes first");
        }
        return series[next - 1];
    }

    /** Metric and id of the present series, as keys are ordered. */
    synchronized long order() {
        return present();
    }

    @Override
    public synchronized void summarize(SummaryRequest request, SampleSummaries to) {
        checkOpen();
        if (summaries.isPresent() && summaries.get().request().equals(request)) {
            to.addAll(rows);
            return;
        }
        if (!samplesGathered) {
            gather(present());
        }
        to.addAll(samples, request);
    }

    @Override
    public synchronized void read(SampleBuffer to) {
        checkOpen();
        if (!samplesGathered) {
            gather(present());
        }
        to.addAll(samples, 0, samples.size());
    }

    /** Sealed chunks; the head's are not counted. */
    @Override
    public synchronized long chunksRead() {
        return days.stream().mapToLong(DayScan::chunksRead).sum();
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            twins.forEach(StoredSeriesCursor::close);
            days.forEach(DayScan::close);
            summaries.ifPresent(SummaryGather::close);
            onClose.accept(this);
        }
    }
}
