package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * {@code kill -9} while samples and lines come in, an alert is pending, and a page escalates. What was acknowledged is
 * there afterwards, timers go on, no page is lost and no incident doubled.
 */
class CrashTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FOR = Duration.ofSeconds(15);

    @TempDir
    Path folder;

    private record Sent(Instant at, String person, JsonNode body) {}

    private final Queue<Sent> webhooks = new ConcurrentLinkedQueue<>();
    private final HttpServer phone = phone();
    private final AtomicReference<URI> origin = new AtomicReference<>();
    private final List<Writer> writers = new ArrayList<>();
    private volatile boolean writing = true;

    private static HttpServer phone() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Sends numbered samples and lines, and remembers which numbers were acknowledged. */
    private final class Writer extends Thread {
        private final String name;
        private final Set<Long> samples = ConcurrentHashMap.newKeySet();
        private final Set<Long> lines = ConcurrentHashMap.newKeySet();

        Writer(String name) {
            super("writer-" + name);
            this.name = name;
        }

        @Override
        public void run() {
            Labels labels = Labels.of("__name__", "acked_total", "writer", name);
            long time = System.currentTimeMillis();
            for (long number = 1; writing; number++) {
                time = Math.max(time + 1, System.currentTimeMillis());
                if (post(
                        "/api/v1/write",
                        "application/x-protobuf",
                        sample(labels, time, (double) number),
                        "Content-Encoding",
                        "snappy")) {
                    samples.add(number);
                }
                String push = "{\"streams\":[{\"stream\":{\"job\":\"crash\",\"writer\":\"" + name
                        + "\"},\"values\":[[\"" + time + "000000\",\"number " + number + "\"]]}]}";
                if (post(
                        "/loki/api/v1/push",
                        "application/json",
                        push.getBytes(java.nio.charset.StandardCharsets.UTF_8))) {
                    lines.add(number);
                }
                post(
                        "/api/v1/write",
                        "application/x-protobuf",
                        sample(Labels.of("__name__", "temperature_celsius", "room", name), time, 95),
                        "Content-Encoding",
                        "snappy");
                LockSupport.parkNanos(15_000_000);
            }
        }

        private boolean post(String path, String type, byte[] body, String... headers) {
            try {
                return Http.post(URI.create(origin.get() + path), type, body, headers)
                                .status()
                        == 204;
            } catch (IOException e) {
                return false; // the server is down: not acknowledged
            } catch (InterruptedException e) {
                interrupt();
                return false;
            }
        }
    }

    private static byte[] sample(Labels labels, long timeMillis, double value) {
        try {
            return Snappy.compress(RemoteWriteBody.of(LabelBytes.encode(labels), timeMillis, value));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @BeforeEach
    void prepare() throws IOException {
        phone.createContext("/", exchange -> {
            JsonNode body = JSON.readTree(exchange.getRequestBody().readAllBytes());
            webhooks.add(
                    new Sent(Instant.now(), exchange.getRequestURI().getPath().substring(1), body));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        phone.start();
        Path rules = Files.createDirectories(folder.resolve("definitions").resolve("rules"));
        Files.writeString(rules.resolve("cooling.yml"), """
                groups:
                  - name: cooling
                    interval: 1s
                    rules:
                      - alert: Hot
                        expr: max(temperature_celsius) > 90
                        for: %ds
                        labels: {severity: page, service: cooling}
                        annotations: {summary: "The server room is {{ $value }} degrees hot"}
                """.formatted(FOR.toSeconds()));
        Files.writeString(folder.resolve("definitions").resolve("oncall.yml"), """
                people:
                  dana: {contacts: [{webhook: "http://127.0.0.1:%1$d/dana"}]}
                  robin: {contacts: [{webhook: "http://127.0.0.1:%1$d/robin"}]}
                rotations:
                  first: {zone: UTC, start: "2026-01-05T09:00", every: week, participants: [dana]}
                policies:
                  cooling:
                    steps:
                      - {notify: [first], delay: 10s}
                      - {notify: [robin], delay: 10m}
                services: {cooling: cooling}
                """.formatted(
                        phone.getAddress().getPort()));
        Files.writeString(folder.resolve("nightjar.yaml"), "definitions: definitions\n");
    }

    @AfterEach
    void stop() throws InterruptedException {
        writing = false;
        for (Writer writer : writers) {
            writer.join();
        }
        phone.stop(0);
    }

    private ServerProcess start(String listen) throws IOException {
        ServerProcess server = ServerProcess.startAt(
                listen,
                folder.resolve("data"),
                "server",
                "--no-agent",
                "--config",
                folder.resolve("nightjar.yaml").toString());
        origin.set(server.url(""));
        return server;
    }

    private JsonNode alert() throws Exception {
        return Http.get(URI.create(origin.get() + "/api/v1/alerts"))
                .json()
                .path("data")
                .path("alerts")
                .path(0);
    }

    private JsonNode pages() throws Exception {
        return Http.get(URI.create(origin.get() + "/nightjar/v1/pages")).json();
    }

    private JsonNode incidents() throws Exception {
        return Http.get(URI.create(origin.get() + "/nightjar/v1/incidents")).json();
    }

    @Test
    void kill_9_loses_nothing_acknowledged_and_every_timer_goes_on() throws Exception {
        ServerProcess server = start("127.0.0.1:0");
        String listen = server.listen();
        for (String name : List.of("a", "b")) {
            Writer writer = new Writer(name);
            writers.add(writer);
            writer.start();
        }

        // killed while the alert is pending: its `for` goes on where it was
        Http.until(
                Duration.ofSeconds(30),
                this::alert,
                alert -> alert.path("state").asText().equals("pending"));
        Instant activeAt = Instant.parse(alert().path("activeAt").asText());
        Instant due = activeAt.plus(FOR);
        Http.until(Duration.ofSeconds(20), Instant::now, now -> now.isAfter(activeAt.plusSeconds(8)));
        server.kill();
        Instant killed = Instant.now();
        server = start(listen);
        Instant back = Instant.now();
        JsonNode pending = Http.until(Duration.ofSeconds(5), this::alert, alert -> !alert.isMissingNode());
        assertThat(pending.path("state").asText()).isEqualTo("pending");
        Sent first = Http.until(Duration.ofSeconds(40), webhooks::peek, sent -> sent != null);
        Duration down = Duration.between(killed, back);
        assertThat(first.at)
                .as("8 s had passed before the crash: %s after it came back", Duration.between(back, first.at))
                .isBetween(due.minusSeconds(2), due.plus(down).plusSeconds(5));
        assertThat(first.person).isEqualTo("dana");

        // killed between two steps of the escalation: the second comes at the same instant
        JsonNode page = Http.until(Duration.ofSeconds(5), this::pages, pages -> pages.size() == 1)
                .get(0);
        String pageId = page.path("pageId").asText();
        long nextStep = Http.get(URI.create(origin.get() + "/nightjar/v1/pages/" + pageId))
                .json()
                .path("nextEscalationAtMillis")
                .asLong();
        assertThat(nextStep).isPositive();
        Http.until(Duration.ofSeconds(10), this::incidents, incidents -> incidents.size() == 1);
        server.kill();
        server = start(listen);
        Sent second = Http.until(
                Duration.ofSeconds(30),
                () -> webhooks.stream()
                        .filter(sent -> sent.person.equals("robin"))
                        .findFirst()
                        .orElse(null),
                sent -> sent != null);
        assertThat(second.at.toEpochMilli()).isBetween(nextStep - 500, Math.max(nextStep, back.toEpochMilli()) + 6_000);

        // killed after an acknowledgement: it stays acknowledged, and nobody else is called
        acknowledge(server, pageId);
        server.kill();
        server = start(listen);
        assertThat(pages()).hasSize(1);
        assertThat(pages().get(0).path("state").asText()).isEqualTo("acknowledged");
        assertThat(pages().get(0).path("pageId").asText()).isEqualTo(pageId);
        assertThat(incidents()).hasSize(1);
        assertThat(webhooks.stream().map(Sent::person).distinct()).containsExactly("dana", "robin");

        writing = false;
        for (Writer writer : writers) {
            writer.join();
            assertThat(writer.samples.size()).isGreaterThan(100);
            everySampleIsThere(server, writer);
            everyLineIsThereOnce(server, writer);
        }
        server.kill();
    }

    private static void acknowledge(ServerProcess server, String pageId) throws Exception {
        String token = server.signIn().substring(server.signIn().indexOf("token=") + 6);
        String cookie = Http.cookie(server.url("/nightjar/v1/session"), "{\"token\":\"" + token + "\"}");
        Http.Answer answer = Http.post(
                server.url("/nightjar/v1/pages/" + pageId + "/acknowledge"),
                "application/json",
                "{}",
                "Cookie",
                cookie);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("state").asText()).isEqualTo("acknowledged");
    }

    private static void everySampleIsThere(ServerProcess server, Writer writer) throws Exception {
        JsonNode values = Http.get(server.url(
                        "/api/v1/query?query=" + Http.encode("acked_total{writer=\"" + writer.name + "\"}[1h]")))
                .json()
                .path("data")
                .path("result")
                .path(0)
                .path("values");
        List<Long> stored = new ArrayList<>();
        values.forEach(value -> stored.add(Long.parseLong(value.get(1).asText())));
        assertThat(stored).doesNotHaveDuplicates().containsAll(writer.samples);
    }

    private static void everyLineIsThereOnce(ServerProcess server, Writer writer) throws Exception {
        JsonNode result = Http.get(server.url("/loki/api/v1/query_range?limit=5000&direction=forward&start="
                        + (System.currentTimeMillis() - 3_600_000) + "000000&query="
                        + Http.encode("{writer=\"" + writer.name + "\"}")))
                .json()
                .path("data")
                .path("result");
        List<Long> stored = new ArrayList<>();
        result.forEach(stream -> stream.path("values")
                .forEach(
                        value -> stored.add(Long.parseLong(value.get(1).asText().substring("number ".length())))));
        if (writer.lines.size() < 5000) {
            assertThat(stored).doesNotHaveDuplicates().containsAll(writer.lines);
        } else {
            assertThat(stored).hasSize(5000).doesNotHaveDuplicates();
        }
    }
}
