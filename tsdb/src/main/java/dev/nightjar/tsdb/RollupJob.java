package dev.nightjar.tsdb;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSummaries;
import dev.nightjar.model.SummaryRequest;
import dev.nightjar.model.TimeRange;
import dev.nightjar.tsdb.chunk.ByteSink;
import dev.nightjar.tsdb.chunk.SummaryCodec;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sums up whole days, once they have been over for a while: each series' samples by five minutes and by the hour. Reads
 * like a query, and takes the head's lock only to put what it found, a few hundred series at a time; of series that
 * got samples of that day meanwhile it puts nothing, and of any that get some later the rows are deleted in the commit
 * of their chunk: no rows, and the samples themselves are read.
 */
final class RollupJob {
    private static final Logger LOGGER = LoggerFactory.getLogger(RollupJob.class);

    private static final Duration AFTER_FAILURE = Duration.ofHours(1);

    /** Senders that were cut off catch up within this, mostly. */
    static final Duration DELAY = Duration.ofHours(3);

    /** Of a series with fewer samples on a day, reading them is as quick as reading their summaries. */
    private static final int FEW_SAMPLES = 64;

    private static final int SERIES_AT_ONCE = 256;

    private record Rows(long order, byte[] fiveMinutes, byte[] hours) {}

    private final Head head;
    private final SeriesIndex index;
    private final ChunkStore store;
    private final Function<TimeRange, StoredSeriesCursor> reader;
    private final SummaryCodec codec = new SummaryCodec();
    private final ByteSink sink = new ByteSink(4096);
    private final SampleBuffer samples = new SampleBuffer(8192);
    private final SampleSummaries fiveMinutes = new SampleSummaries(300);
    private final SampleSummaries hours = new SampleSummaries(32);
    private final Map<Integer, Instant> putOff = new HashMap<>();

    /** {@code reader} walks over all series that have samples in a range. */
    RollupJob(Head head, SeriesIndex index, ChunkStore store, Function<TimeRange, StoredSeriesCursor> reader) {
        this.head = head;
        this.index = index;
        this.store = store;
        this.reader = reader;
    }

    /**
     * Sums up the days that are due, oldest first, until {@code stop}. A day with which that fails, because a file is
     * damaged, say, is read sample by sample as before, tried again later, and keeps no other day waiting.
     */
    synchronized void run(Instant now, BooleanSupplier stop) {
        int last = Day.clamped(now.minus(DELAY).toEpochMilli()) - 1;
        putOff.values().removeIf(again -> !again.isAfter(now));
        OptionalInt due = nextDue(last);
        while (due.isPresent() && !stop.getAsBoolean()) {
            int day = due.getAsInt();
            try {
                sumUp(day, stop);
            } catch (TsdbException e) {
                putOff.put(day, now.plus(AFTER_FAILURE));
                LOGGER.warn("{} is not summed up, its samples are read instead", LocalDate.ofEpochDay(day), e);
            }
            due = nextDue(last);
        }
    }

    private OptionalInt nextDue(int last) {
        TimeRange until = new TimeRange(0, Day.startMillis(last + 1) - 1);
        return index.read(
                until,
                view -> view.days().stream()
                        .mapToInt(active -> active.day)
                        .filter(day -> !store.rollups().days().contains(day) && !putOff.containsKey(day))
                        .findFirst());
    }

    private void sumUp(int day, BooleanSupplier stop) {
        locked(() -> {
            store.rollups().drop(day); // of a run that was broken off
            store.rollups().days().begin(day);
        });
        long start = Day.startMillis(day);
        List<Rows> found = new ArrayList<>(SERIES_AT_ONCE);
        try (StoredSeriesCursor cursor = reader.apply(new TimeRange(start, start + Day.MILLIS - 1))) {
            while (cursor.next()) {
                if (stop.getAsBoolean()) {
                    return;
                }
                samples.clear();
                cursor.read(samples);
                if (samples.size() >= FEW_SAMPLES && !samples.hasHistograms() && !samples.hasStarts()) {
                    found.add(rowsOf(cursor.order(), start));
                }
                if (found.size() == SERIES_AT_ONCE) {
                    put(day, found);
                    found.clear();
                }
            }
        }
        put(day, found);
        locked(() -> {
            store.rollups().putDay(day);
            store.commit();
            store.rollups().days().finish(day);
        });
    }

    private Rows rowsOf(long order, long start) {
        fiveMinutes.clear();
        hours.clear();
        long after = start - SummaryRequest.FIVE_MINUTES;
        fiveMinutes.addAll(samples, new SummaryRequest(SummaryRequest.FIVE_MINUTES, after, start + Day.MILLIS));
        hours.addAll(fiveMinutes, SummaryRequest.HOUR);
        return new Rows(
                order,
                encoded(fiveMinutes, start, SummaryRequest.FIVE_MINUTES),
                encoded(hours, start, SummaryRequest.HOUR));
    }

    private byte[] encoded(SampleSummaries rows, long start, long resolutionMillis) {
        if (rows.size() == 0) {
            return new byte[0];
        }
        sink.clear();
        codec.encode(rows, start, resolutionMillis, sink);
        return Arrays.copyOf(sink.bytes(), sink.size());
    }

    private void put(int day, List<Rows> found) {
        locked(() -> {
            for (Rows rows : found) {
                if (rows.hours.length > 0 && !store.rollups().days().isDisturbed((int) rows.order)) {
                    store.rollups().put(day, RollupKey.Resolution.FIVE_MINUTES, rows.order, rows.fiveMinutes);
                    store.rollups().put(day, RollupKey.Resolution.HOUR, rows.order, rows.hours);
                }
            }
            store.commit();
        });
    }

    private void locked(Runnable change) {
        long stamp = head.lock.writeLock();
        try {
            change.run();
        } finally {
            head.lock.unlockWrite(stamp);
        }
    }
}
