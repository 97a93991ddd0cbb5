package dev.nightjar.web.alertmanager;

import dev.nightjar.alerting.Notifications;
import dev.nightjar.alerting.routing.Receiver;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** {@code /api/v2/*}. Failures are JSON strings or, of requests that do not fit, {@link Refusal}s, as there. */
public final class AlertmanagerRoutes {
    private static final String ROOT = "/api/v2/";
    private static final int MAX_BODY_BYTES = 10 << 20;

    private final Notifications notifications;
    private final AlertQuestions alerts;
    private final SilenceRequests silences;
    private final String version;
    private final Instant startedAt;
    private final InstantSource clock;

    public AlertmanagerRoutes(Notifications notifications, String version, Instant startedAt, InstantSource clock) {
        this.notifications = notifications;
        this.alerts = new AlertQuestions(notifications, clock);
        this.silences = new SilenceRequests(notifications, clock);
        this.version = version;
        this.startedAt = startedAt;
        this.clock = clock;
    }

    public void mount(Router router, AccessGate gate, Dispatcher dispatcher) {
        router.route(ROOT + "*").failureHandler(Dispatcher.unreadable(AlertmanagerRoutes::failure));
        router.options(ROOT + "*").handler(gate.preflight());
        Mounting at = new Mounting(router, gate, dispatcher);
        at.get("status", exchange -> status());
        at.get("receivers", exchange -> receivers());
        at.get("alerts", alerts::alerts);
        at.get("alerts/groups", alerts::groups);
        at.change(HttpMethod.POST, "alerts", Need.REPORT, this::receive);
        at.get("silences", silences::list);
        at.get("silence/:id", silences::one);
        at.change(HttpMethod.POST, "silences", Need.OPERATE, silences::save);
        at.change(HttpMethod.DELETE, "silence/:id", Need.OPERATE, silences::expire);
        at.refuseOtherMethods();
        router.route(ROOT + "*")
                .handler(dispatcher.handler(
                        exchange -> Refusal.of(404, "path " + exchange.requestPath() + " was not found"),
                        AlertmanagerRoutes::failure));
    }

    private record Mounting(
            Router router, AccessGate gate, Dispatcher dispatcher, SequencedMap<String, List<String>> methods) {
        Mounting(Router router, AccessGate gate, Dispatcher dispatcher) {
            this(router, gate, dispatcher, new LinkedHashMap<>());
        }

        private void knows(String path, HttpMethod method) {
            methods.computeIfAbsent(path, each -> new ArrayList<>()).add(method.name());
        }

        void refuseOtherMethods() {
            methods.forEach((path, allowed) -> router.route(ROOT + path)
                    .handler(dispatcher.handler(
                            exchange -> Refusal.of(
                                            405,
                                            "method " + exchange.method() + " is not allowed, but ["
                                                    + String.join(",", allowed) + "] are")
                                    .withHeader("Allow", String.join(", ", allowed)),
                            AlertmanagerRoutes::failure)));
        }

        void get(String path, Dispatcher.Endpoint endpoint) {
            knows(path, HttpMethod.GET);
            router.route(HttpMethod.GET, ROOT + path)
                    .handler(gate.require(Need.QUERY))
                    .handler(dispatcher.handler(endpoint, AlertmanagerRoutes::failure));
        }

        /** Programs send alerts and silence them: what they may do on this machine they may do here. */
        void change(HttpMethod method, String path, Need need, Dispatcher.Endpoint endpoint) {
            knows(path, method);
            // a route of its own: Vert.x lets nothing stand before the body in the route that reads it
            router.route(method, ROOT + path).handler(gate.require(need));
            router.route(method, ROOT + path)
                    .handler(dispatcher.body(MAX_BODY_BYTES))
                    .handler(dispatcher.handler(endpoint, AlertmanagerRoutes::failure));
        }
    }

    static Reply failure(Exception failure) {
        return switch (failure) {
            case Refusal refusal -> refusal.reply();
            case HttpProblem problem when problem.status() == 415 -> Refusal.of(415, problem.error());
            case HttpProblem problem -> Json.reply(problem.status(), problem.error());
            case IllegalArgumentException invalid -> Json.reply(400, String.valueOf(invalid.getMessage()));
            case EventsNotStoredException refused ->
                Json.reply(503, Problems.notStored(refused)).withHeader("Retry-After", "5");
            default -> Json.reply(500, "internal error");
        };
    }

    private Reply receive(Exchange exchange) {
        ReceivedAlerts received = ReceivedAlerts.of(Json.list(exchange));
        if (!received.alerts().isEmpty()) {
            notifications.receive(received.alerts());
        }
        if (!received.problems().isEmpty()) {
            throw new HttpProblem(400, String.join("; ", received.problems()), null, null);
        }
        return Reply.text(200, "application/json", "");
    }

    private record Named(String name, Map<String, String> labels) {}

    private Reply receivers() {
        return Json.reply(notifications.routing().receivers().values().stream()
                .sorted(Comparator.comparing(Receiver::name))
                .map(receiver -> new Named(receiver.name(), receiver.labels().toMap()))
                .toList());
    }

    private Reply status() {
        return Json.reply(Map.of(
                "cluster", Map.of("status", "disabled", "peers", List.of()),
                "config", Map.of("original", notifications.routing().text()),
                "uptime", ApiTime.of(startedAt.isAfter(clock.instant()) ? clock.instant() : startedAt),
                "versionInfo",
                        Map.of(
                                "branch", "",
                                "buildDate", "",
                                "buildUser", "",
                                "goVersion", "",
                                "revision", "",
                                "version", version)));
    }
}
