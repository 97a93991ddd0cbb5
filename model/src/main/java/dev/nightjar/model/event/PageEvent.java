package dev.nightjar.model.event;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The life of a page: opened, sent to people, escalated, acknowledged, resolved. */
public sealed interface PageEvent extends Event {
    String pageId();

    /** How bad. */
    enum Severity {
        PAGE,
        TICKET
    }

    /** What a notification says. */
    enum Kind {
        TRIGGER,
        RESOLVE
    }

    /** How one attempt to send ended. */
    enum Outcome {
        /** The provider took it. */
        ACCEPTED,
        /** Will be tried again at the stated time. */
        RETRY,
        /** Will not be tried again. */
        FAILED
    }

    /**
     * A firing alert wakes somebody.
     *
     * @param alertLabels identity of the alert that opened it
     * @param since when the expression began to hold
     * @param summary what is wrong, one line
     * @param description how bad, in a sentence with numbers
     * @param policy name of the escalation policy
     * @param query expression behind the alert
     */
    record PageOpened(
            Instant at,
            String pageId,
            String rule,
            Labels alertLabels,
            String service,
            Severity severity,
            String summary,
            String description,
            Map<String, String> annotations,
            Instant since,
            String policy,
            String query,
            double value)
            implements PageEvent {}

    /**
     * A step of the escalation policy was reached: these people were on call at that instant.
     *
     * @param nextStepAt when the next step follows unless somebody acknowledges; null after the last
     */
    record PageEscalated(
            Instant at,
            String pageId,
            int step,
            List<String> people,
            @Nullable Instant nextStepAt) implements PageEvent {}

    /** A message has to reach a person: it stands in the outbox until an attempt is accepted or failed for good. */
    record NotificationQueued(
            Instant at,
            String pageId,
            String notificationId,
            Kind kind,
            String person,
            String channel,
            String address,
            int step)
            implements PageEvent {}

    /** One attempt to send a queued notification. */
    record NotificationAttempted(
            Instant at,
            String pageId,
            String notificationId,
            int attempt,
            Outcome outcome,
            String detail,
            @Nullable Instant nextAttemptAt)
            implements PageEvent {}

    /**
     * A person took it.
     *
     * @param until when others are called again unless it is over; null: they rely on whoever took it
     */
    record PageAcknowledged(
            Instant at, String pageId, String by, @Nullable Instant until) implements PageEvent {
        public PageAcknowledged(Instant at, String pageId, String by) {
            this(at, pageId, by, null);
        }
    }

    /** Nobody has it any more: the time it was taken for is over ({@code by} empty), or a person gave it back. */
    record PageReleased(Instant at, String pageId, String by) implements PageEvent {}

    /**
     * In a storm, an alert that would have woken the same people joined a page that had.
     *
     * @param service whose page it would have been
     */
    record AlertJoined(Instant at, String pageId, String rule, Labels alertLabels, String service, String summary)
            implements PageEvent {}

    /** Somebody said whether it was worth being woken for. The newest word of each person counts. */
    record PageJudged(Instant at, String pageId, String by, boolean useful, String text) implements PageEvent {}

    /** The alert is over ({@code by} empty) or a person closed it. */
    record PageResolved(Instant at, String pageId, String by) implements PageEvent {}
}
