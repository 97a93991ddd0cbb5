package dev.nightjar.model.retention;

import dev.nightjar.model.RetentionStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one rule of retention has done so far. Not thread-safe. */
public final class RuleRecord {
    private final String rule;
    private final String keeps;
    private @Nullable Instant lastRun;
    private @Nullable Instant oldest;
    private long bytesFreed;

    public RuleRecord(String rule, String keeps) {
        this.rule = rule;
        this.keeps = keeps;
    }

    public void freed(long bytes) {
        bytesFreed += bytes;
    }

    public void ran(Instant at, @Nullable Instant oldestSample) {
        lastRun = at;
        oldest = oldestSample;
    }

    public RetentionStatus status() {
        return new RetentionStatus(rule, keeps, Optional.ofNullable(lastRun), bytesFreed, Optional.ofNullable(oldest));
    }
}
