package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * The disk fills up while samples and lines come in and an alert is about to fire: what cannot be kept is refused and
 * says why, questions are answered, nothing acknowledged is lost, and all goes on by itself when there is space again.
 */
class DiskFullTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SERIES = 500;

    /** A file of the log takes its space when it begins. */
    private static final int LOG_FILE_BYTES = 16 << 20;

    private static final int MOST_LEFT_BYTES = 512 << 10;

    @TempDir
    Path folder;

    private final List<ServerProcess> started = new ArrayList<>();
    private final Queue<String> pages = new ConcurrentLinkedQueue<>();
    private HttpServer phone;
    private long base;
    private int nextSample;
    private final List<Integer> samples = new ArrayList<>();
    private int nextLine;
    private final List<Integer> lines = new ArrayList<>();

    @BeforeEach
    void prepare() throws Exception {
        base = Instant.now().minus(Duration.ofMinutes(30)).toEpochMilli();
        phone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        phone.createContext("/", exchange -> {
            pages.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        phone.start();
    }

    @AfterEach
    void stop() {
        started.forEach(ServerProcess::close);
        phone.stop(0);
    }

    /** Started on the small disk; closed in any case when the test ends. */
    private ServerProcess start(SmallDisk disk, Path data, String... options) throws Exception {
        ServerProcess server = ServerProcess.startBehind(disk.command(), "127.0.0.1:0", data, "server", options);
        started.add(server);
        return server;
    }

    /** An alert that fires from an instant on, whatever is stored. */
    private Path configuration(Instant fires) throws Exception {
        Path rules = Files.createDirectories(folder.resolve("definitions").resolve("rules"));
        Files.writeString(rules.resolve("late.yml"), """
                groups:
                  - name: late
                    interval: 1s
                    rules:
                      - alert: Late
                        expr: vector(time()) > %d
                        labels: {severity: page, service: clock}
                """.formatted(fires.getEpochSecond()));
        Files.writeString(folder.resolve("definitions").resolve("oncall.yml"), """
                people:
                  dana: {contacts: [{webhook: "http://127.0.0.1:%d/dana"}]}
                rotations:
                  first: {zone: UTC, start: "2026-01-05T09:00", every: week, participants: [dana]}
                policies:
                  clock:
                    steps:
                      - {notify: [first], delay: 10m}
                services: {clock: clock}
                """.formatted(
                        phone.getAddress().getPort()));
        return Files.writeString(folder.resolve("nightjar.yaml"), "definitions: definitions\n");
    }

    private Http.Answer write(ServerProcess server) throws Exception {
        int number = nextSample++;
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (int i = 0; i < SERIES; i++) {
            Labels labels = Labels.of("__name__", "filling_total", "i", String.valueOf(i));
            body.writeBytes(RemoteWriteBody.of(LabelBytes.encode(labels), base + number, number * Math.PI + i));
        }
        Http.Answer answer = Http.post(
                server.url("/api/v1/write"),
                "application/x-protobuf",
                Snappy.compress(body.toByteArray()),
                "Content-Encoding",
                "snappy");
        if (answer.status() == 204) {
            samples.add(number);
        }
        return answer;
    }

    private Http.Answer push(ServerProcess server) throws Exception {
        int number = nextLine++;
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            values.append(i == 0 ? "" : ",")
                    .append("[\"%d\",\"number %d.%d %x\"]"
                            .formatted(
                                    (base + number) * 1_000_000 + i,
                                    number,
                                    i,
                                    new Random(number * 100L + i).nextLong()));
        }
        Http.Answer answer = Http.post(
                server.url("/loki/api/v1/push"),
                "application/json",
                "{\"streams\":[{\"stream\":{\"job\":\"filling\"},\"values\":[" + values + "]}]}");
        if (answer.status() == 204) {
            lines.add(number);
        }
        return answer;
    }

    private static String signIn(ServerProcess server) throws Exception {
        String token = server.signIn().substring(server.signIn().indexOf("token=") + 6);
        return Http.cookie(server.url("/nightjar/v1/session"), "{\"token\":\"" + token + "\"}");
    }

    /** Brings everything stored to its resting form. */
    private static Http.Answer flush(ServerProcess server, String cookie) throws Exception {
        return Http.post(server.url("/nightjar/v1/admin/flush"), "application/json", "{}", "Cookie", cookie);
    }

    /** One of what was acknowledged in each series, and all of one series. */
    private void everythingIsThere(ServerProcess server) throws Exception {
        JsonNode result = Http.get(server.url("/api/v1/query?query=" + Http.encode("filling_total{i=\"7\"}[1h]")))
                .json()
                .at("/data/result/0/values");
        List<Integer> stored = new ArrayList<>();
        result.forEach(point ->
                stored.add((int) Math.round((Double.parseDouble(point.get(1).asText()) - 7) / Math.PI)));
        assertThat(stored).containsAll(samples);
        Http.Answer counted = Http.get(server.url("/api/v1/query?query="
                + Http.encode("count(count_over_time(filling_total[1h]) >= " + samples.size() + ")")));
        assertThat(counted.json().at("/data/result/0/value/1").asInt())
                .as(counted.body())
                .isEqualTo(SERIES);
        Http.Answer found = Http.get(
                server.url("/loki/api/v1/query?query=" + Http.encode("sum(count_over_time({job=\"filling\"}[1h]))")));
        assertThat(found.json().at("/data/result/0/value/1").asInt())
                .as(found.body())
                .isGreaterThanOrEqualTo(100 * lines.size());
    }

    @Test
    void a_full_disk_refuses_writes_answers_questions_and_recovers_by_itself() throws Exception {
        Optional<SmallDisk> made = SmallDisk.mount(folder.resolve("disk"), "160m");
        assumeThat(made).as("this user may make no small file system").isPresent();
        Instant fires = Instant.now().plusSeconds(25);
        Path config = configuration(fires);
        try (SmallDisk disk = made.get()) {
            String[] options = {"--no-agent", "--config", config.toString()};
            Path data = folder.resolve("disk").resolve("data");
            ServerProcess server = start(disk, data, options);
            for (int i = 0; i < 20; i++) {
                assertThat(write(server).status()).isEqualTo(204);
                assertThat(push(server).status()).isEqualTo(204);
            }
            String cookie = signIn(server);
            assertThat(flush(server, cookie).status()).isEqualTo(200);
            for (int i = 0; i < 20; i++) {
                assertThat(write(server).status()).isEqualTo(204);
                assertThat(push(server).status()).isEqualTo(204);
            }
            disk.fill();
            // what is stored cannot be brought to rest either, and that is said
            Http.Answer refusedFlush = flush(server, cookie);
            assertThat(refusedFlush.status()).as(refusedFlush.body()).isGreaterThanOrEqualTo(500);

            Http.Answer refusedSamples =
                    Http.until(PATIENCE, () -> write(server), answer -> answer.status() != 204, Duration.ZERO);
            assertThat(refusedSamples.status()).as(refusedSamples.body()).isEqualTo(503);
            assertThat(refusedSamples.body()).containsIgnoringCase("space");
            Http.Answer refusedLines =
                    Http.until(PATIENCE, () -> push(server), answer -> answer.status() != 204, Duration.ZERO);
            assertThat(refusedLines.status()).as(refusedLines.body()).isEqualTo(503);
            assertThat(refusedLines.body()).containsIgnoringCase("space");
            everythingIsThere(server);

            Http.until(PATIENCE, Instant::now, now -> now.isAfter(fires.plusSeconds(5)));
            assertThat(write(server).status()).isEqualTo(503);
            everythingIsThere(server);
            boolean pagedWhileFull = !pages.isEmpty();

            disk.free();
            Http.until(PATIENCE, () -> write(server), answer -> answer.status() == 204);
            Http.until(PATIENCE, () -> push(server), answer -> answer.status() == 204);
            Http.until(PATIENCE, pages::size, size -> size > 0);
            Http.until(PATIENCE, () -> flush(server, cookie), answer -> answer.status() == 200);
            Http.until(
                    PATIENCE,
                    () -> Http.get(server.url("/nightjar/v1/incidents")).json(),
                    incidents -> incidents.size() == 1);
            everythingIsThere(server);
            server.kill();

            ServerProcess again = start(disk, data, options);
            everythingIsThere(again);
            assertThat(Http.get(again.url("/nightjar/v1/pages")).json()).hasSize(1);
            assertThat(pages).as("paged while it was full: %s", pagedWhileFull).hasSize(1);
        }
    }

    /** The space ends at other places each time: in the log, in a file beginning, in what brings the head to rest. */
    @Test
    void wherever_the_space_ends_it_recovers_and_nothing_is_lost() throws Exception {
        int rounds = Integer.getInteger("disk.rounds", 4);
        long seed = Long.getLong("disk.seed", System.nanoTime());
        System.out.printf("disk: -Ddisk.rounds=%d -Ddisk.seed=%d%n", rounds, seed);
        RandomGenerator random = new SplittableRandom(seed);
        Optional<SmallDisk> made = SmallDisk.mount(folder.resolve("disk"), "512m");
        assumeThat(made).as("this user may make no small file system").isPresent();
        try (SmallDisk disk = made.get()) {
            Path data = folder.resolve("disk").resolve("data");
            ServerProcess server = start(disk, data, "--no-agent");
            String signedIn = signIn(server);
            for (int round = 0; round < rounds; round++) {
                ServerProcess filling = server;
                String cookie = signedIn;
                write(filling);
                push(filling);
                disk.fillBut((random.nextBoolean() ? 0 : LOG_FILE_BYTES) + random.nextInt(MOST_LEFT_BYTES));
                Http.Answer flushed = flush(filling, cookie);
                Http.until(PATIENCE, () -> write(filling), answer -> answer.status() == 503, Duration.ZERO);
                Http.until(PATIENCE, () -> push(filling), answer -> answer.status() == 503, Duration.ZERO);
                assertThat(flush(filling, cookie).status()).isGreaterThanOrEqualTo(500);
                everythingIsThere(filling);
                boolean killed = random.nextInt(3) == 0;
                if (killed) {
                    filling.kill();
                }
                disk.free();
                if (killed) {
                    server = start(disk, data, "--no-agent");
                }
                ServerProcess alive = server;
                String again = killed ? signIn(alive) : cookie;
                signedIn = again;
                Http.until(PATIENCE, () -> write(alive), answer -> answer.status() == 204);
                Http.until(PATIENCE, () -> push(alive), answer -> answer.status() == 204);
                Http.Answer rested = Http.until(PATIENCE, () -> flush(alive, again), answer -> answer.status() == 200);
                assertThat(rested.status())
                        .as("the first flush said %s", flushed)
                        .isEqualTo(200);
                everythingIsThere(alive);
            }
            server.kill();
            everythingIsThere(start(disk, data, "--no-agent"));
        }
    }
}
