package dev.nightjar.model;

/**
 * Takes samples in. Thread-safe; blocks until the batch is durable. Idempotent: a batch may come twice, and batches of
 * different series in any order. Keeps none of the batch's arrays after its answer.
 */
public interface SampleSink {
    IngestResult append(SampleBatch batch);

    /**
     * As {@link #append}, but does not wait for the disk: the samples can be read at once, are durable within a fraction
     * of a second, and lost if the machine stops in between. For what nobody was promised and can be computed again.
     */
    default IngestResult appendWithoutWaiting(SampleBatch batch) {
        return append(batch);
    }
}
