package dev.nightjar.tsdb;

import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.TimeRange;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives back to series whose part of the head is lost the time of their newest sample on disk: what is not newer must
 * count as late, or a chunk of it could take the place of one that is there.
 */
final class NewestStored {
    private static final Logger LOGGER = LoggerFactory.getLogger(NewestStored.class);

    private final Head head;
    private final SeriesIndex index;
    private final ChunkStore store;
    private final ReadScratch scratch = new ReadScratch();
    private final SampleBuffer samples = new SampleBuffer(1024);
    private final SampleRuns runs = new SampleRuns(samples);

    NewestStored(Head head, SeriesIndex index, ChunkStore store) {
        this.head = head;
        this.index = index;
        this.store = store;
    }

    void restore(IntPredicate isLost) {
        List<Integer> days = index.days(TimeRange.ALL).reversed();
        for (int day : days) {
            long[] active = index.read(Day.range(day), view -> Selector.inKeyOrder(view, Selector.active(view)));
            long[] lost = Arrays.stream(active)
                    .filter(order -> isLost.test((int) order) && isUnknown((int) order))
                    .toArray();
            if (lost.length > 0) {
                restore(day, lost);
            }
        }
    }

    private void restore(int day, long[] lost) {
        try (DayScan scan = new DayScan(store, day)) {
            for (long order : lost) {
                set((int) order, newest(scan, day, order));
            }
        }
    }

    /** The end of the day if its chunks cannot be read. */
    private long newest(DayScan scan, int day, long order) {
        TimeRange range = Day.range(day);
        runs.begin(range);
        try {
            scan.read(order, runs, scratch);
        } catch (TsdbException e) {
            LOGGER.warn("the newest sample of series {} is not known", (int) order, e);
            return range.endMillis();
        }
        runs.finish();
        return samples.size() == 0 ? HeadPage.NEVER : samples.timestampMillis(samples.size() - 1);
    }

    private boolean isUnknown(int series) {
        return head.page(series >>> HeadPage.BITS).last[series & (HeadPage.SIZE - 1)] == HeadPage.NEVER;
    }

    private void set(int series, long time) {
        head.page(series >>> HeadPage.BITS).last[series & (HeadPage.SIZE - 1)] = time;
    }
}
