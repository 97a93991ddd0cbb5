package dev.nightjar.alerting;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.alerting.notify.IncomingAlert;
import dev.nightjar.alerting.silence.SilenceResult;
import dev.nightjar.alerting.silence.SilenceWish;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.event.Event;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A room with a tree of routes and one webhook, which remembers what it was told. */
public final class AlertingRoom implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ON_CALL = """
            people: {ana: {contacts: [{inbox: }]}}
            policies: {shop: {steps: [{notify: [ana], delay: 2m}]}}
            """;

    private final HttpServer hook;
    private final List<JsonNode> bodies = new CopyOnWriteArrayList<>();
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile String answer = "";
    private final Room room;

    /** In {@code routes}, {@code %s} stands for the webhook's URL. */
    public AlertingRoom(Path folder, String routes) throws IOException {
        hook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        hook.createContext("/", exchange -> {
            bodies.add(JSON.readTree(exchange.getRequestBody()));
            paths.add(exchange.getRequestURI().getPath());
            byte[] said = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, said.length == 0 ? -1 : said.length);
            exchange.getResponseBody().write(said);
            exchange.close();
        });
        hook.start();
        room = new Room(folder, Room.RULES, ON_CALL);
        useRoutes(routes);
    }

    public void useRoutes(String routes) {
        room.write(
                "alertmanager.yml",
                routes.formatted("http://127.0.0.1:" + hook.getAddress().getPort() + "/hook"));
        ReloadResult result = room.alerting.reload();
        if (result instanceof ReloadResult.Refused refused) {
            throw new IllegalArgumentException(refused.problems().toString());
        }
    }

    public void answerWith(int otherStatus) {
        status = otherStatus;
    }

    /** What it says from now on, with the status 200. */
    public void answerWith(String body) {
        answer = body;
    }

    /** What was asked for, in order. */
    public List<String> paths() {
        return List.copyOf(paths);
    }

    public Alerting alerting() {
        return room.alerting;
    }

    public Notifications notifications() {
        return room.alerting.notifications();
    }

    public Instant now() {
        return room.clock.instant();
    }

    public List<JsonNode> bodies() {
        return List.copyOf(bodies);
    }

    public void clearBodies() {
        bodies.clear();
    }

    public void fire(String name, String... instances) {
        send(name, null, instances);
    }

    public void resolve(String name, String... instances) {
        send(name, room.clock.instant(), instances);
    }

    /** Says again that they fire. */
    public void keepFiring(String name, String... instances) {
        send(name, null, instances);
    }

    private void send(String name, @org.jspecify.annotations.Nullable Instant end, String... instances) {
        List<IncomingAlert> alerts = new ArrayList<>();
        for (String instance : instances) {
            alerts.add(new IncomingAlert(
                    Labels.of("alertname", name, "instance", instance, "rack", "r1"),
                    Map.of("summary", name + " on " + instance),
                    null,
                    end,
                    ""));
        }
        notifications().receive(alerts);
    }

    public void send(IncomingAlert... alerts) {
        notifications().receive(List.of(alerts));
    }

    public String silence(Duration length, Matcher... matchers) {
        Instant now = room.clock.instant();
        SilenceWish wish = new SilenceWish(
                "", List.of(matchers), now, now.plus(length), "ana", "testing", null, Duration.ZERO, Duration.ZERO);
        return ((SilenceResult.Saved) notifications().silence(wish)).id();
    }

    public void pass(int seconds) {
        room.pass(seconds);
    }

    public void killAndStart(int secondsLater) {
        room.killAndStart(secondsLater);
    }

    public <E extends Event> List<E> events(Class<E> type) {
        return room.events(type);
    }

    @Override
    public void close() {
        room.alerting.close();
        hook.stop(0);
    }
}
