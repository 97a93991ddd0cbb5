package dev.nightjar.model.event;

import java.time.Instant;
import java.util.Map;

/** Something somebody changed in what is being watched. */
public sealed interface ChangeEvent extends Event {
    /**
     * @param changeId chosen by the sender; the same id again is the same change
     * @param kind such as {@code deploy}, {@code toggle} or {@code config}
     * @param instance or empty for the whole service
     * @param by person or program
     */
    record ChangeRecorded(
            Instant at,
            String changeId,
            String service,
            String instance,
            String kind,
            String summary,
            String by,
            Map<String, String> details)
            implements ChangeEvent {}
}
