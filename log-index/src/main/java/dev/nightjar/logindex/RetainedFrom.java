package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionRule;
import java.time.Duration;
import java.time.Instant;

/** From when on lines of a stream are kept. */
final class RetainedFrom {
    private final RetentionPolicy policy;
    private final Instant now;
    /** No line from this time on is too old, whatever its stream: the usual case. */
    private final long surelyNanos;

    RetainedFrom(RetentionPolicy policy, Instant now) {
        this.policy = policy;
        this.now = now;
        this.surelyNanos = nanos(policy.shortest());
    }

    boolean isTooOld(Labels stream, long timeNanos) {
        return timeNanos < surelyNanos && timeNanos < fromNanos(stream);
    }

    /** The oldest time of which lines of the stream are kept. */
    long fromNanos(Labels stream) {
        return nanos(keep(stream));
    }

    private Duration keep(Labels stream) {
        int rule = rule(policy, stream);
        return rule < policy.rules().size() ? policy.rules().get(rule).keep() : policy.age();
    }

    /** The first rule that is for the stream; the number of rules where none is. */
    static int rule(RetentionPolicy policy, Labels stream) {
        for (int i = 0; i < policy.rules().size(); i++) {
            RetentionRule rule = policy.rules().get(i);
            if (MatcherSet.allMatch(rule.matchers(), stream)) {
                return i;
            }
        }
        return policy.rules().size();
    }

    private long nanos(Duration keep) {
        return Math.multiplyExact(now.minus(keep).toEpochMilli(), 1_000_000L);
    }
}
