package dev.nightjar.model.redact;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSink;

/** Hands batches on without what is not to be kept: whatever lies behind it has never seen that. */
public final class RedactingSink implements LogSink {
    private final Redaction redaction;
    private final LogSink next;

    public RedactingSink(Redaction redaction, LogSink next) {
        this.redaction = redaction;
        this.next = next;
    }

    @Override
    public IngestResult append(LogBatch batch) {
        return next.append(redaction.apply(batch));
    }
}
