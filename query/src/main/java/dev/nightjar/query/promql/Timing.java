package dev.nightjar.query.promql;

import java.util.Optional;

/** When a selector or subquery looks, relative to the step: {@code @} first, then {@code offset}. */
public record Timing(Optional<At> at, Optional<DurationExpr> offset) {
    static final Timing NOW = new Timing(Optional.empty(), Optional.empty());

    /** A fixed time instead of the step's. */
    public sealed interface At {
        record Time(long millis) implements At {}

        record Start() implements At {}

        record End() implements At {}
    }

    Timing withAt(At fixed) {
        return new Timing(Optional.of(fixed), offset);
    }

    Timing withOffset(DurationExpr duration) {
        return new Timing(at, Optional.of(duration));
    }
}
