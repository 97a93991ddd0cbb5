package dev.nightjar.alerting.rules;

import java.time.Instant;
import java.util.List;

/** An expression that was read once and is evaluated often. Thread-safe. */
public interface Expression {
    /**
     * The instant vector at {@code instant}; a scalar is one sample without labels. Any exception means that there is
     * no answer, which is not the same as an empty one.
     */
    List<Sample> at(Instant instant);
}
