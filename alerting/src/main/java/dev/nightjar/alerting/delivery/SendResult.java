package dev.nightjar.alerting.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How one attempt to send ended. */
public sealed interface SendResult {
    /** What the other side said. */
    String detail();

    /** It is theirs now. */
    record Accepted(String detail) implements SendResult {}

    /**
     * It may work later.
     *
     * @param after when the other side asked us to come back; null when it did not say
     */
    record Retry(String detail, @Nullable Duration after) implements SendResult {}

    /** It will never work. */
    record Failed(String detail) implements SendResult {}
}
