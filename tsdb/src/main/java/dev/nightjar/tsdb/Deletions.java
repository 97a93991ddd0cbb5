package dev.nightjar.tsdb;

import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Deletes samples, a few series at a time, so that ingestion never waits for long. Each such step is one entry of the
 * log, at its place among the samples: what was written before it is deleted, also by a replay, what is written after
 * it stays.
 */
final class Deletions {
    private static final int SERIES_AT_ONCE = 256;
    private static final TimeRange POSSIBLE = new TimeRange(0, Day.startMillis(Day.LAST + 1) - 1);

    private final Head head;
    private final SeriesIndex index;
    private final WriteAheadLog log;
    private final SampleRemoval removal;
    private final BatchEntry entry = new BatchEntry();

    Deletions(Head head, SeriesIndex index, WriteAheadLog log, SampleRemoval removal) {
        this.head = head;
        this.index = index;
        this.log = log;
        this.removal = removal;
    }

    /** Deletes what is selected and waits until that is durable; returns how many series were selected. */
    long delete(List<SeriesSelection> selections) {
        RoaringBitmap selected = new RoaringBitmap();
        for (SeriesSelection selection : selections) {
            TimeRange range = possible(selection.range());
            if (range != null) {
                long[] order = index.read(
                        range, view -> Selector.inKeyOrder(view, Selector.select(view, selection.matchers())));
                Arrays.stream(order).forEach(each -> selected.add((int) each));
                delete(order, range);
            }
        }
        return selected.getLongCardinality();
    }

    private static @Nullable TimeRange possible(TimeRange range) {
        long start = Math.max(range.startMillis(), POSSIBLE.startMillis());
        long end = Math.min(range.endMillis(), POSSIBLE.endMillis());
        return start > end ? null : new TimeRange(start, end);
    }

    /** Deletes the samples of the series, given as metric and id in the order of keys, and waits until that is durable. */
    void delete(long[] order, TimeRange range) {
        long last = 0;
        for (int from = 0; from < order.length; from += SERIES_AT_ONCE) {
            last = deletePart(Arrays.copyOfRange(order, from, Math.min(order.length, from + SERIES_AT_ONCE)), range);
        }
        if (last > 0 && !log.await(last)) {
            throw notLogged();
        }
    }

    private long deletePart(long[] part, TimeRange range) {
        long stamp = head.lock.writeLock();
        try {
            if (log.problem() != null) {
                throw notLogged();
            }
            long[] known =
                    Arrays.stream(part).filter(each -> index.has((int) each)).toArray();
            long number = log.nextEntry(); // appending takes the head's lock, so it stays the next
            RoaringBitmap gone = removal.remove(known, range, number);
            RoaringBitmap series = new RoaringBitmap();
            Arrays.stream(known).forEach(each -> series.add((int) each));
            entry.deletion(new Deletion(series, range, gone));
            log.append(entry.bytes());
            head.generationAtLeast(number << Head.GENERATION_BITS);
            removal.forget(gone);
            return number;
        } finally {
            head.lock.unlockWrite(stamp);
        }
    }

    private TsdbException notLogged() {
        return new TsdbException("nothing can be deleted while the write-ahead log cannot be written (" + log.problem()
                + "): make space or repair the disk, then ask again");
    }
}
