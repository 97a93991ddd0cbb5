package dev.nightjar.web.api;

import dev.nightjar.alerting.oncall.HandOver;
import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.oncall.Person;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Overrides that people made, as documents. Pure. */
final class HandOverDocuments {
    /**
     * @param name of the person, as people call them
     * @param endMillis when it is over, or was: also where somebody ended it early
     * @param state {@code active}, {@code pending} or {@code over}
     * @param reason empty: nobody said
     * @param endedBy who ended it before its time; null: nobody
     * @param problem why it does not count; null: it does
     */
    record HandOverDocument(
            String overrideId,
            String rotation,
            String person,
            String name,
            long startMillis,
            long endMillis,
            String state,
            String reason,
            String by,
            long madeMillis,
            @Nullable String endedBy,
            @Nullable String problem) {}

    private HandOverDocuments() {}

    static HandOverDocument of(HandOver handOver, OnCall people, Instant now) {
        HandOver.State state = handOver.state(now);
        return new HandOverDocument(
                handOver.id(),
                handOver.rotation(),
                handOver.person(),
                people.person(handOver.person()).map(Person::displayName).orElse(handOver.person()),
                handOver.from().toEpochMilli(),
                handOver.end().toEpochMilli(),
                state.name().toLowerCase(Locale.ROOT),
                handOver.reason(),
                handOver.by(),
                handOver.madeAt().toEpochMilli(),
                handOver.endedBy().isEmpty() ? null : handOver.endedBy(),
                state == HandOver.State.OVER ? null : people.lost(handOver).orElse(null));
    }
}
