package dev.nightjar.alerting.notify;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An alert as a sender tells of it.
 *
 * @param startsAt null: the sender did not say
 * @param endsAt null: the sender did not say; past: it is over
 */
public record IncomingAlert(
        Labels labels,
        Map<String, String> annotations,
        @Nullable Instant startsAt,
        @Nullable Instant endsAt,
        String generatorUrl) {
    public IncomingAlert {
        annotations = Map.copyOf(annotations);
    }
}
