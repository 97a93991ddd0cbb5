package dev.nightjar.web.prometheus;

import dev.nightjar.web.http.EventSource;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Pass;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Tells a browser of notifications as they come and go, as server-sent events: first of those that are there. As
 * Prometheus does, it sends a listener too many away with 204, which ends an EventSource's asking.
 */
final class NotificationStream {
    private static final long LOOK_MILLIS = 1_000;
    private static final int MOST_LISTENERS = 16;
    private static final int LOOKS_TO_HEARTBEAT = 15;
    private static final int LONGEST_STALL_LOOKS = 30;

    private final Supplier<ReloadState> state;
    private final AtomicInteger listeners = new AtomicInteger();

    NotificationStream(Supplier<ReloadState> state) {
        this.state = state;
    }

    void open(RoutingContext context) {
        if (listeners.incrementAndGet() > MOST_LISTENERS) {
            listeners.decrementAndGet();
            context.response().setStatusCode(204).end();
            return;
        }
        EventSource.begin(context.response());
        new Listener(context).begin();
    }

    /** On its event loop only. */
    private final class Listener {
        private final Vertx vertx;
        private final HttpServerResponse response;
        private final Pass pass;
        private List<Notification> told = List.of();
        private int quiet;
        private int stalled;
        private long timer;

        Listener(RoutingContext context) {
            this.vertx = context.vertx();
            this.response = context.response();
            this.pass = Pass.of(context);
        }

        void begin() {
            timer = vertx.setPeriodic(LOOK_MILLIS, id -> look());
            response.closeHandler(nothing -> leave());
            response.write(": connected\n\n");
            look();
        }

        /** Once: of a timer that was stopped, nothing is left to be stopped. */
        private void leave() {
            if (vertx.cancelTimer(timer)) {
                listeners.decrementAndGet();
            }
        }

        /** A client too slow to take more is told at a later look, until it is given up; one that may no longer read, nothing. */
        private void look() {
            if (!pass.holds()) {
                leave();
                response.end();
                return;
            }
            if (response.writeQueueFull()) {
                if (++stalled >= LONGEST_STALL_LOOKS) {
                    leave();
                    response.reset();
                }
                return;
            }
            stalled = 0;
            List<Notification> now = Notification.of(state.get());
            told.stream().filter(one -> !now.contains(one)).forEach(gone -> tell(gone.over()));
            now.stream().filter(one -> !told.contains(one)).forEach(this::tell);
            told = now;
            if (++quiet >= LOOKS_TO_HEARTBEAT) {
                quiet = 0;
                response.write(": still here\n\n");
            }
        }

        private void tell(Notification notification) {
            quiet = 0;
            response.write("data: " + Json.text(notification) + "\n\n");
        }
    }
}
