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
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/**
 * Tells open browsers what changed, as server-sent events: a topic and an id, to be asked for again. A browser too slow
 * to take them misses some and is told to look at everything. Thread-safe.
 */
public final class LiveStream implements AutoCloseable {
    private static final long HEARTBEAT_MILLIS = 15_000;
    private static final int MAX_LISTENERS = 500;

    private record Told(String topic, String id) {}

    private record Listener(Context eventLoop, HttpServerResponse response, AtomicBoolean missed) {}

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
        Listener listener = new Listener(context.vertx().getOrCreateContext(), response, new AtomicBoolean());
        long timer = context.vertx().setPeriodic(HEARTBEAT_MILLIS, id -> write(listener, ": still here\n\n"));
        response.closeHandler(nothing -> {
            listeners.remove(listener);
            context.vertx().cancelTimer(timer);
        });
        listeners.add(listener);
        write(listener, ": connected\n\n");
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
            listener.eventLoop.runOnContext(nothing -> write(listener, text));
        }
    }

    private static void write(Listener listener, String text) {
        HttpServerResponse response = listener.response;
        if (response.closed() || response.ended()) {
            return;
        }
        if (response.writeQueueFull()) {
            listener.missed.set(true);
            return;
        }
        if (listener.missed.getAndSet(false)) {
            response.write("event: missed\ndata: {}\n\n");
        }
        response.write(text);
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
            listener.eventLoop.runOnContext(nothing -> listener.response.end());
        }
    }
}
