package dev.nightjar.ingest;

import dev.nightjar.model.SampleBatch;

/** Refuses batches with series whose labels are no labels any more: each would be kept in memory and on every page. */
public final class SeriesLabels {
    static final int MAX_BYTES = 32 << 10;

    private SeriesLabels() {}

    static boolean areShort(SampleBatch batch) {
        for (int series = 0; series < batch.seriesCount(); series++) {
            if (bytes(batch, series) > MAX_BYTES) {
                return false;
            }
        }
        return true;
    }

    public static SampleBatch checked(SampleBatch batch) throws MalformedException {
        for (int series = 0; series < batch.seriesCount(); series++) {
            if (bytes(batch, series) > MAX_BYTES) {
                throw new MalformedException(
                        400,
                        "invalid_label",
                        "invalid_label: the labels of series " + series + " of the batch take " + bytes(batch, series)
                                + " bytes, the limit is " + MAX_BYTES
                                + ": send fewer or shorter labels. Nothing of the batch is stored.");
            }
        }
        return batch;
    }

    private static int bytes(SampleBatch batch, int series) {
        return batch.labelEnd(series) - batch.labelStart(series);
    }
}
