package dev.nightjar.alerting.action;

import dev.nightjar.alerting.action.ActionBook.Pending;
import dev.nightjar.alerting.action.ActionBook.Place;
import dev.nightjar.alerting.delivery.Backoff;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.notify.HttpPost;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.ActionEvent.ActionAttempted;
import dev.nightjar.model.event.ActionEvent.ActionQueued;
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
 * Gets requests of actions out, at least once. What is to be sent stands in the log; what is being sent is known in
 * memory only, so that after a crash it is sent again under the same {@code Idempotency-Key}. Thread-safe.
 */
public final class ActionOutbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ActionOutbox.class);

    /** What did not get through by then answers to a state of long ago. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final ActionBook book;
    private final ActionDesk desk;
    private final ActionLog log;
    private final InstantSource clock;
    private final Backoff backoff;
    private final HttpPost http;
    private final Set<String> inFlight = ConcurrentHashMap.newKeySet();

    public ActionOutbox(
            ActionBook book,
            ActionDesk desk,
            ActionLog log,
            InstantSource clock,
            RandomGenerator random,
            Duration deadline) {
        this.book = book;
        this.desk = desk;
        this.log = log;
        this.clock = clock;
        this.backoff = new Backoff(random);
        this.http = new HttpPost(deadline);
    }

    /** Has every request whose time has come sent by {@code executor}. */
    public void deliver(Instant now, Executor executor) {
        for (Pending one : book.due(now)) {
            String id = one.request().actionId();
            if (inFlight.add(id)) {
                executor.execute(() -> attempt(id));
            }
        }
    }

    private void attempt(String id) {
        try {
            Optional<Pending> found = book.pending(id);
            if (found.isPresent()) {
                SendResult result = send(found.get().request());
                log.act(() -> events(id, result));
            }
        } catch (RuntimeException e) {
            LOG.error("action {} could not be sent or recorded; it will be tried again", id, e);
        } finally {
            inFlight.remove(id);
        }
    }

    private SendResult send(ActionQueued request) {
        Optional<Action> action = desk.action(request.action());
        if (action.isEmpty()) {
            return new SendResult.Failed("there is no action " + request.action() + " any more");
        }
        if (!book.spell(new Place(request.action(), request.key())).open()) {
            return new SendResult.Failed("the alerts were over before it got through");
        }
        HttpPost.Call call = HttpPost.Call.post(action.get().url(), request.actionId(), request.body())
                .within(action.get().timeout());
        try {
            return http.send(action.get().http(), call, clock.instant());
        } catch (RuntimeException e) {
            return new SendResult.Retry("not sent: " + e, null);
        }
    }

    private List<ActionEvent> events(String id, SendResult result) {
        Optional<Pending> pending = book.pending(id);
        if (pending.isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        int attempt = pending.get().attempts() + 1;
        boolean late = pending.get().request().at().plus(LONGEST).isBefore(now);
        return List.of(
                switch (result) {
                    case SendResult.Accepted accepted ->
                        new ActionAttempted(now, id, attempt, Outcome.ACCEPTED, accepted.detail(), null);
                    case SendResult.Failed failed ->
                        new ActionAttempted(now, id, attempt, Outcome.FAILED, failed.detail(), null);
                    case SendResult.Retry retry
                    when late -> new ActionAttempted(now, id, attempt, Outcome.FAILED, retry.detail(), null);
                    case SendResult.Retry retry ->
                        new ActionAttempted(
                                now,
                                id,
                                attempt,
                                Outcome.RETRY,
                                retry.detail(),
                                now.plus(backoff.after(attempt, retry)));
                });
    }

    @Override
    public void close() {
        http.close();
    }
}
