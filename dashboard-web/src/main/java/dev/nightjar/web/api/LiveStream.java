package dev.nightjar.web.api;

import dev.nightjar.model.event.AccessEvent;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.AlertEvent;
import dev.nightjar.model.event.BudgetEvent;
import dev.nightjar.model.event.ChangeEvent;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.IncidentEvent;
import dev.nightjar.model.event.NoticeEvent;
import dev.nightjar.model.event.OnCallEvent;
import dev.nightjar.model.event.PageEvent;
import dev.nightjar.model.event.PostmortemEvent;
import dev.nightjar.model.event.SessionEvent;
import dev.nightjar.model.event.SignInEvent;
import dev.nightjar.model.event.SilenceEvent;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.web.http.EventSource;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Pass;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * Tells open browsers what changed, as server-sent events: a topic and an id, to be asked for again. A browser too slow
 * to take them misses some and is told to look at everything; to one that may no longer read the stream ends. Thread-safe.
 */
public final class LiveStream implements AutoCloseable {
    /** How often it is looked whether a browser may still read. */
    private static final long LOOK_MILLIS = 5_000;

    private static final int LOOKS_TO_HEARTBEAT = 3;

    /** A browser that takes nothing for so many looks on end is as good as gone. */
    private static final int LONGEST_STALL_LOOKS = 6;

    private static final int MAX_LISTENERS = 500;

    private record Told(String topic, String id) {}

    private final Set<Listener> listeners = ConcurrentHashMap.newKeySet();
    private final AutoCloseable subscription;

    public LiveStream(EventLog events) {
        subscription = events.subscribe(this::appended);
    }

    void open(RoutingContext context) {
        HttpServerResponse response = context.response();
        if (listeners.size() >= MAX_LISTENERS) {
            response.setStatusCode(503).end();
            return;
        }
        EventSource.begin(response);
        Listener listener = new Listener(context);
        listeners.add(listener);
        listener.begin();
    }

    private void appended(List<StoredEvent> events) {
        if (listeners.isEmpty()) {
            return;
        }
        String text = events.stream()
                .map(stored -> told(stored.event()))
                .distinct()
                .map(told -> "data: " + Json.text(told) + "\n\n")
                .collect(Collectors.joining());
        for (Listener listener : listeners) {
            listener.eventLoop.runOnContext(nothing -> listener.write(text));
        }
    }

    private static Told told(Event event) {
        return switch (event) {
            case AlertEvent.AlertTransitioned alert -> new Told("alerts", alert.rule());
            case AlertEvent.EvaluationCheckpoint checkpoint -> new Told("alerts", "");
            case PageEvent page -> new Told("pages", page.pageId());
            case IncidentEvent incident -> new Told("incidents", incident.incidentId());
            case ChangeEvent.ChangeRecorded change -> new Told("changes", change.changeId());
            case BudgetEvent budget -> new Told("slos", "");
            case NoticeEvent notice -> new Told("notices", "");
            case ActionEvent action -> new Told("actions", "");
            case AccessEvent access -> new Told("tokens", "");
            case SignInEvent signIn -> new Told("sign-ins", "");
            case SessionEvent session -> new Told("sign-ins", "");
            case SilenceEvent silence -> new Told("silences", silence.silenceId());
            case OnCallEvent onCall -> new Told("oncall", onCall.overrideId());
            case PostmortemEvent postmortem -> new Told("postmortems", postmortem.postmortemId());
        };
    }

    @Override
    public void close() {
        try {
            subscription.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            throw new IllegalStateException("ending a subscription failed", e);
        }
        for (Listener listener : listeners) {
            listener.eventLoop.runOnContext(nothing -> listener.end());
        }
    }

    /** A browser that listens. On its event loop only. */
    private final class Listener {
        private final Vertx vertx;
        private final Context eventLoop;
        private final HttpServerResponse response;
        private final Pass pass;
        private long timer;
        private int looks;
        private int stalled;
        private boolean missed;

        Listener(RoutingContext context) {
            this.vertx = context.vertx();
            this.eventLoop = vertx.getOrCreateContext();
            this.response = context.response();
            this.pass = Pass.of(context);
        }

        void begin() {
            timer = vertx.setPeriodic(LOOK_MILLIS, id -> look());
            response.closeHandler(nothing -> forget());
            write(": connected\n\n");
        }

        private void look() {
            stalled = response.writeQueueFull() ? stalled + 1 : 0;
            if (stalled >= LONGEST_STALL_LOOKS) {
                forget();
                response.reset();
            } else if (++looks % LOOKS_TO_HEARTBEAT == 0) {
                write(": still here\n\n");
            } else if (!pass.holds()) {
                end();
            }
        }

        void write(String text) {
            if (response.closed() || response.ended()) {
                return;
            }
            if (!pass.holds()) {
                end();
                return;
            }
            if (response.writeQueueFull()) {
                missed = true;
                return;
            }
            if (missed) {
                missed = false;
                response.write("event: missed\ndata: {}\n\n");
            }
            response.write(text);
        }

        /** The connection may stay, for other requests. */
        void end() {
            forget();
            if (!response.closed() && !response.ended()) {
                response.end();
            }
        }

        private void forget() {
            listeners.remove(this);
            vertx.cancelTimer(timer);
        }
    }
}
