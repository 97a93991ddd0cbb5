package dev.nightjar.model;

/**
 * Takes log lines in. Thread-safe; blocks until the batch is durable. Idempotent: a line with equal stream, time, text
 * and metadata sent again soon after is the same line. Nothing of the batch is kept once the call has returned: its
 * arrays may be used again then.
 */
public interface LogSink {
    IngestResult append(LogBatch batch);
}
