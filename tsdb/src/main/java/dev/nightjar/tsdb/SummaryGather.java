package dev.nightjar.tsdb;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSummaries;
import dev.nightjar.model.SummaryRequest;
import dev.nightjar.model.TimeRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gathers series, one after the other, as summaries: from stored rows on days that have them and lie wholly within the
 * request, from samples on all others.
 */
final class SummaryGather implements AutoCloseable {
    private static final int TRIES = 3;

    private final ChunkStore store;
    private final Head head;
    private final TimeRange range;
    private final SummaryRequest request;
    private final List<Part> parts = new ArrayList<>();
    private final RollupScan rows;
    private final SampleSummaries stored = new SampleSummaries(512);
    private final SampleBuffer samples = new SampleBuffer(1024);
    private final SampleRuns runs = new SampleRuns(samples);
    private final ReadScratch scratch;
    private final Set<Integer> served = new HashSet<>();

    /** One day: chunks are opened when they are needed. */
    private static final class Part {
        final int day;
        final boolean rolled;

        @Nullable
        DayScan chunks;

        Part(int day, boolean rolled) {
            this.day = day;
            this.rolled = rolled;
        }
    }

    private SummaryGather(
            ChunkStore store,
            Head head,
            TimeRange range,
            SummaryRequest request,
            RollupKey.Resolution resolution,
            List<Integer> days,
            ReadScratch scratch) {
        this.store = store;
        this.head = head;
        this.range = range;
        this.request = request;
        this.scratch = scratch;
        this.rows = new RollupScan(store, resolution);
        for (int day : days) {
            parts.add(new Part(
                    day, covers(request, range, day) && store.rollups().days().contains(day)));
        }
    }

    /** Empty if no stored summaries would be used. */
    static Optional<SummaryGather> of(
            ChunkStore store,
            Head head,
            TimeRange range,
            SummaryRequest request,
            List<Integer> days,
            ReadScratch scratch) {
        if (days.stream()
                .noneMatch(day ->
                        covers(request, range, day) && store.rollups().days().contains(day))) {
            return Optional.empty();
        }
        return RollupKey.Resolution.of(request.resolutionMillis())
                .map(resolution -> new SummaryGather(store, head, range, request, resolution, days, scratch));
    }

    SummaryRequest request() {
        return request;
    }

    /** Whether the whole day is asked for, all of it summed up. */
    private static boolean covers(SummaryRequest request, TimeRange range, int day) {
        long start = Day.startMillis(day);
        long last = start + Day.MILLIS - 1;
        return range.startMillis() <= start
                && range.endMillis() >= last
                && request.covers(start)
                && request.covers(last);
    }

    /** As {@link DayScan#restart}. */
    void restart() {
        for (Part part : parts) {
            if (part.chunks != null) {
                part.chunks.restart();
            }
        }
    }

    /** Appends the series' rows to {@code to}; false if they cannot be had from here and samples must be read. */
    boolean gather(long order, SampleSummaries to) {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            long oldest = readParts(order);
            int fromChunks = samples.size();
            boolean current = head.read((int) order, runs, scratch) <= oldest && rows.isCurrent();
            if (!current) {
                continue;
            }
            for (int i = fromChunks; i < samples.size(); i++) {
                if (served.contains(Day.of(samples.timestampMillis(i)))) {
                    return false;
                }
            }
            runs.finish();
            if (samples.hasHistograms() || samples.hasStarts()) {
                return false;
            }
            merge(to);
            return true;
        }
        return false;
    }

    /** The version of the oldest chunks read. */
    private long readParts(long order) {
        long version = store.chunkVersion();
        long oldest = Long.MAX_VALUE;
        rows.renew();
        runs.begin(range);
        stored.clear();
        served.clear();
        for (Part part : parts) {
            if (part.rolled && rows.read(part.day, order, stored, scratch)) {
                served.add(part.day);
                continue;
            }
            if (part.chunks == null) {
                part.chunks = new DayScan(store, part.day);
            }
            part.chunks.renew(version);
            part.chunks.read(order, runs, scratch);
            oldest = Math.min(oldest, part.chunks.version());
        }
        return oldest;
    }

    /** Rows and samples are of different days, each in order of time. */
    private void merge(SampleSummaries to) {
        int row = 0;
        int sample = 0;
        while (sample < samples.size()) {
            int rowsBefore = row;
            while (row < stored.size() && stored.lastMillis(row) < samples.timestampMillis(sample)) {
                row++;
            }
            to.addRows(stored, rowsBefore, row);
            int samplesBefore = sample;
            while (sample < samples.size()
                    && (row == stored.size() || samples.timestampMillis(sample) <= stored.lastMillis(row))) {
                sample++;
            }
            to.addSamples(samples, samplesBefore, sample, request);
        }
        to.addRows(stored, row, stored.size());
    }

    @Override
    public void close() {
        rows.close();
        for (Part part : parts) {
            if (part.chunks != null) {
                part.chunks.close();
            }
        }
    }
}
