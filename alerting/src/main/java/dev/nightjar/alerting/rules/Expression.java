package dev.nightjar.alerting.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An expression that was read once and is evaluated often. Thread-safe. */
public interface Expression {
    /**
     * The instant vector at {@code instant}; a scalar is one sample without labels. Any exception means that there is
     * no answer, which is not the same as an empty one.
     */
    List<Sample> at(Instant instant);

    /** Whether anything that the expression looks at has data at {@code instant}; true where that cannot be told. */
    default boolean hasData(Instant instant) {
        return true;
    }

    /** The same as {@link #at} for every {@code step} from {@code first} to {@code last}, both inside. Costs far less. */
    default List<Track> over(Instant first, Instant last, Duration step) {
        return Tracks.of(this, first, last, step);
    }

    /** The comparison that the expression is, where it compares something with one number and nothing else. */
    default Optional<Threshold> threshold() {
        return Optional.empty();
    }
}
