package dev.nightjar.tsdb;

import dev.nightjar.model.RetentionStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What one rule of retention has done so far. Guarded by {@link Retention}. */
final class RuleRecord {
    private final String rule;
    private final String keeps;
    private @Nullable Instant lastRun;
    private @Nullable Instant oldest;
    private long bytesFreed;

    RuleRecord(String rule, String keeps) {
        this.rule = rule;
        this.keeps = keeps;
    }

    void freed(long bytes) {
        bytesFreed += bytes;
    }

    void ran(Instant at, @Nullable Instant oldestSample) {
        lastRun = at;
        oldest = oldestSample;
    }

    RetentionStatus status() {
        return new RetentionStatus(rule, keeps, Optional.ofNullable(lastRun), bytesFreed, Optional.ofNullable(oldest));
    }
}
