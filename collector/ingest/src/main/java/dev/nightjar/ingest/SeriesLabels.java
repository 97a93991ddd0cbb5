package dev.nightjar.ingest;

import dev.nightjar.model.SampleBatch;

/** Refuses batches with series whose labels are no labels any more: each would be kept in memory and on every page. */
final class SeriesLabels {
    static final int MAX_BYTES = 32 << 10;

    private SeriesLabels() {}

    static SampleBatch checked(SampleBatch batch) throws MalformedException {
        for (int series = 0; series < batch.seriesCount(); series++) {
            int bytes = batch.labelEnd(series) - batch.labelStart(series);
            if (bytes > MAX_BYTES) {
                throw new MalformedException(
                        400,
                        "invalid_label",
                        "invalid_label: the labels of series " + series + " of the batch take " + bytes
                                + " bytes, the limit is " + MAX_BYTES
                                + ": send fewer or shorter labels. Nothing of the batch is stored.");
            }
        }
        return batch;
    }
}
