package dev.nightjar.client;

import java.time.Instant;
import java.util.Map;

/**
 * Something that was changed on purpose: a deploy, a feature toggle, a configuration.
 *
 * @param changeId chosen by the sender; the same id again is the same change
 * @param instance or empty for the whole service
 * @param kind {@code deploy}, {@code toggle}, {@code config}, or a word of your own
 * @param by person or program
 */
public record Change(
        String changeId,
        Instant at,
        String service,
        String instance,
        String kind,
        String summary,
        String by,
        Map<String, String> details) {
    public Change {
        details = Map.copyOf(details);
    }
}
