package dev.nightjar.alerting.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt to send ended. */
public sealed interface SendResult {
    /** What the other side said. */
    String detail();

    /**
     * It is theirs now.
     *
     * @param receipt by what they know it, where they said so; else empty
     */
    record Accepted(String detail, String receipt) implements SendResult {
        public Accepted(String detail) {
            this(detail, "");
        }
    }

    /**
     * It may work later.
     *
     * @param after when the other side asked us to come back; null when it did not say
     */
    record Retry(String detail, @Nullable Duration after) implements SendResult {}

    /** It will never work. */
    record Failed(String detail) implements SendResult {}
}
