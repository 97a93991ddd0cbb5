package dev.nightjar.model;

/**
 * Takes log lines in. Thread-safe; blocks until the batch is durable. Idempotent: a line with equal stream, time, text
 * and metadata sent again soon after is the same line.
 */
public interface LogSink {
    IngestResult append(LogBatch batch);
}
