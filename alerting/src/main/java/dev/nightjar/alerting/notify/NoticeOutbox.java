package dev.nightjar.alerting.notify;

import dev.nightjar.alerting.delivery.Backoff;
import dev.nightjar.alerting.delivery.DeliveryCounts;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.Integration;
import dev.nightjar.alerting.routing.Receiver;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.NoticeEvent.NoticeAttempted;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import dev.nightjar.model.event.PageEvent.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets queued notices out, at least once, each line's one after the other. What is to be sent stands in the log; what is
 * being sent is known in memory only, so that after a crash it is sent again under the same id. Thread-safe.
 */
public final class NoticeOutbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NoticeOutbox.class);

    /** After this a notice that never gets through is given up; the group's next look makes another. */
    private static final Duration LONGEST = Duration.ofHours(24);

    private final GroupBook book;
    private final NoticeLog log;
    private final Senders senders;
    private final InstantSource clock;
    private final Backoff backoff;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();
    private final DeliveryCounts counts = new DeliveryCounts();

    public NoticeOutbox(GroupBook book, NoticeLog log, Senders senders, InstantSource clock, RandomGenerator random) {
        this.book = book;
        this.log = log;
        this.senders = senders;
        this.clock = clock;
        this.backoff = new Backoff(random);
    }

    /** Whether a notice is being sent at this moment. */
    public boolean isInFlight(String noticeId) {
        return inFlight.contains(noticeId);
    }

    /** Has every notice whose time has come sent by {@code executor}. */
    public void deliver(Instant now, Executor executor) {
        for (NoticeQueued notice : book.due(now)) {
            if (inFlight.add(notice.noticeId())) {
                executor.execute(() -> attempt(notice));
            }
        }
    }

    private void attempt(NoticeQueued notice) {
        try {
            if (book.pending(notice.noticeId()).isPresent()) {
                SendResult result = send(notice);
                log.record(() -> events(notice, result)).forEach(event -> count(notice, event));
            }
        } catch (RuntimeException e) {
            LOG.error("notice {} could not be sent or recorded; it will be tried again", notice.noticeId(), e);
        } finally {
            inFlight.remove(notice.noticeId());
        }
    }

    private void count(NoticeQueued notice, NoticeEvent event) {
        if (event instanceof NoticeAttempted attempted) {
            String name = notice.integration();
            int place = name.indexOf('[');
            counts.add(place < 0 ? name : name.substring(0, place), attempted.outcome());
        }
    }

    /** Attempts by kind of integration. */
    public DeliveryCounts counts() {
        return counts;
    }

    private SendResult send(NoticeQueued notice) {
        Optional<Receiver> receiver = book.routing().receiver(notice.receiver());
        Optional<Integration> integration = receiver.flatMap(found -> integration(found, notice.integration()));
        if (integration.isEmpty()) {
            return new SendResult.Failed(
                    "receiver " + notice.receiver() + " has no " + notice.integration() + " any more");
        }
        boolean allOver = notice.alerts().stream().allMatch(alert -> alert.endsAt() != null);
        if (allOver && !integration.get().sendsResolved()) {
            return new SendResult.Accepted("not sent: send_resolved is false");
        }
        try {
            return senders.send(integration.get(), notice, book.receipt(notice.noticeId()), clock.instant());
        } catch (RuntimeException e) {
            return new SendResult.Retry("not sent: " + e, null);
        }
    }

    private static Optional<Integration> integration(Receiver receiver, String name) {
        for (int i = 0; i < receiver.integrations().size(); i++) {
            if (receiver.integrationName(i).equals(name)) {
                return Optional.of(receiver.integrations().get(i));
            }
        }
        return Optional.empty();
    }

    private List<NoticeEvent> events(NoticeQueued notice, SendResult result) {
        Optional<Line.Pending> pending = book.pending(notice.noticeId());
        if (pending.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        int attempt = pending.get().attempts() + 1;
        return List.of(
                switch (result) {
                    case SendResult.Accepted accepted ->
                        new NoticeAttempted(
                                now,
                                notice.noticeId(),
                                attempt,
                                Outcome.ACCEPTED,
                                accepted.detail(),
                                null,
                                accepted.receipt());
                    case SendResult.Failed failed ->
                        new NoticeAttempted(now, notice.noticeId(), attempt, Outcome.FAILED, failed.detail(), null, "");
                    case SendResult.Retry retry
                    when notice.at().plus(LONGEST).isBefore(now) ->
                        new NoticeAttempted(now, notice.noticeId(), attempt, Outcome.FAILED, retry.detail(), null, "");
                    case SendResult.Retry retry ->
                        new NoticeAttempted(
                                now,
                                notice.noticeId(),
                                attempt,
                                Outcome.RETRY,
                                retry.detail(),
                                now.plus(backoff.after(attempt, retry)),
                                "");
                });
    }

    @Override
    public void close() {
        senders.close();
    }
}
