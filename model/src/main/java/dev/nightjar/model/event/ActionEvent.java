package dev.nightjar.model.event;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was done by itself since alerts fire. */
public sealed interface ActionEvent extends Event {
    /**
     * A request has to reach its receiver: it stands in the outbox until an attempt is accepted or failed for good.
     *
     * @param actionId the request's {@code Idempotency-Key}
     * @param action its name in the definitions
     * @param key which of the services, or whatever the action tells apart, it is for
     * @param reason why now: {@code first}, {@code after the cool-down}, {@code repeat}
     * @param dryRun whether it is only written down
     * @param body as it is sent
     */
    record ActionQueued(
            Instant at,
            String actionId,
            String action,
            Labels key,
            String reason,
            boolean dryRun,
            String body,
            List<NoticeEvent.Shown> alerts)
            implements ActionEvent {
        public ActionQueued {
            alerts = List.copyOf(alerts);
        }
    }

    /** It would have been done, but it was done too short a time ago. */
    record ActionHeld(Instant at, String action, Labels key, Instant until) implements ActionEvent {}

    /** None of the alerts fires any more that it is done for. */
    record ActionOver(Instant at, String action, Labels key) implements ActionEvent {}

    /** One attempt to send a queued request. */
    record ActionAttempted(
            Instant at,
            String actionId,
            int attempt,
            PageEvent.Outcome outcome,
            String detail,
            @Nullable Instant nextAttemptAt)
            implements ActionEvent {}
}
