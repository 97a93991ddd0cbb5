package dev.nightjar.model;

/**
 * Takes samples in. Thread-safe; blocks until the batch is durable. Idempotent: a batch may come twice, and batches of
 * different series in any order. Keeps none of the batch's arrays after its answer.
 */
public interface SampleSink {
    IngestResult append(SampleBatch batch);
}
