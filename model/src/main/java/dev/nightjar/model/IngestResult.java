package dev.nightjar.model;

import java.time.Duration;
import java.util.List;

/** What a sink answers. It is given only when the outcome is durable. */
public sealed interface IngestResult {
    /** All of the batch is stored and survives a crash (what was there already counts as stored). */
    record Accepted(long items) implements IngestResult {}

    /** Nothing or only {@code accepted} items of the batch are stored; sending it again will not help. */
    record Rejected(long accepted, List<Rejection> reasons) implements IngestResult {
        public Rejected {
            reasons = List.copyOf(reasons);
        }
    }

    /** Nothing of the batch is stored; it may be sent again after a while. */
    record Overloaded(Duration retryAfter, String reason) implements IngestResult {}
}
