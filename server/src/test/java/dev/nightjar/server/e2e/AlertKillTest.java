package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/**
 * {@code kill -9} at random moments while alerts fire and end, people silence, acknowledge and hand shifts over, pages and notices go out and
 * budgets are corrected, again and again over the same data; now and then also while it is still opening them. {@code
 * -Dkill.rounds=1000 -Dkill.seed=…} for more of it, {@code -Dtest.launcher=/path/to/nightjar} for less of a wait.
 */
class AlertKillTest {
    private static final int LONGEST_MILLIS = 1200;

    @TempDir
    Path folder;

    @Test
    void whoever_got_a_trigger_gets_its_end_and_nothing_confirmed_is_lost() throws Exception {
        int rounds = Integer.getInteger("kill.rounds", 2);
        long seed = Long.getLong("kill.seed", System.nanoTime());
        System.out.printf("alert kill: -Dkill.rounds=%d -Dkill.seed=%d%n", rounds, seed);
        RandomGenerator random = new SplittableRandom(seed);
        try (WebhookReceiver hook = new WebhookReceiver()) {
            Path config = define(hook, rounds);
            Path data = folder.resolve("data");
            String[] options = {"--no-agent", "--config", config.toString()};
            AlertPromises promises = new AlertPromises();
            int whileOpening = 0;
            for (int round = 0; round < rounds; round++) {
                if (round > 0 && random.nextInt(8) == 0) {
                    ServerProcess.startAndKill(
                            data, Duration.ofMillis(random.nextInt(LONGEST_MILLIS)), "server", options);
                    whileOpening++;
                }
                try (ServerProcess server = ServerProcess.start(data, "server", options)) {
                    if (round == 0) {
                        spendBudget(server);
                    }
                    promises.check(server);
                    List<Thread> people = promises.act(server, round, random);
                    LockSupport.parkNanos(
                            Duration.ofMillis(random.nextInt(LONGEST_MILLIS)).toNanos());
                    server.kill();
                    for (Thread each : people) {
                        each.join();
                    }
                }
                if (round % 50 == 49) {
                    System.out.printf("alert kill: %d rounds, %s%n", round + 1, promises);
                }
            }
            try (ServerProcess server = ServerProcess.start(data, "server", options)) {
                promises.check(server);
                promises.endAll(server);
                Http.until(Duration.ofSeconds(60), () -> firing(hook.bodies("/am")), Set::isEmpty);
                Http.until(Duration.ofSeconds(60), () -> unresolved(hook), Set::isEmpty);
                promises.check(server);
            }
            assertThat(ofOneMessage(hook))
                    .as("keys of one message of one page")
                    .allSatisfy((message, keys) -> assertThat(keys).hasSize(1));
            System.out.printf(
                    "alert kill: %d kills and %d while it opened its data, %s, %d notices, %d pages sent%n",
                    rounds,
                    whileOpening,
                    promises,
                    hook.bodies("/am").size(),
                    hook.bodies("/page").size());
            assertThat(hook.bodies("/am")).isNotEmpty();
            assertThat(promises.confirmed()).isGreaterThan(2L * rounds);
        }
    }

    /** Each page has a policy of its own, so that many of them are no storm. */
    private Path define(WebhookReceiver hook, int rounds) throws Exception {
        Path definitions = Files.createDirectories(folder.resolve("definitions"));
        Files.writeString(definitions.resolve("alertmanager.yml"), """
            route:
              receiver: hook
              group_by: [alertname]
              group_wait: 100ms
              group_interval: 500ms
              repeat_interval: 1d
              routes:
                - {matchers: [severity="page"], receiver: nightjar, continue: true}
                - {receiver: hook}
            receivers:
              - name: hook
                webhook_configs: [{url: '%s'}]
              - name: nightjar
            """.formatted(hook.url("/am")));
        String policies = IntStream.rangeClosed(0, rounds)
                .mapToObj(i -> "  p" + i + ": {steps: [{notify: [dana], delay: 1h}, {notify: [robin]}]}\n")
                .collect(Collectors.joining());
        String services = IntStream.rangeClosed(0, rounds)
                .mapToObj(i -> "  s" + i + ": p" + i + "\n")
                .collect(Collectors.joining());
        Files.writeString(definitions.resolve("oncall.yml"), """
            people:
              dana: {name: Dana, contacts: [{webhook: '%1$s'}]}
              robin: {name: Robin, contacts: [{webhook: '%1$s'}]}
            rotations:
              shop: {start: 2026-01-05T09:00, every: week, participants: [dana]}
            policies:
            %2$sservices:
            %3$sdefault: p0
            """.formatted(hook.url("/page"), policies, services));
        Files.createDirectories(definitions.resolve("slos"));
        Files.writeString(definitions.resolve("slos/shop.yml"), """
            apiVersion: openslo/v1
            kind: SLO
            metadata: {name: shop}
            spec:
              service: s0
              indicator:
                metadata: {name: errors}
                spec:
                  ratioMetric:
                    bad: {metricSource: {type: prometheus, spec: {query: 'sum(rate(bad_total[{{.window}}]))'}}}
                    total: {metricSource: {type: prometheus, spec: {query: 'sum(rate(all_total[{{.window}}]))'}}}
              timeWindow: [{duration: 7d, isRolling: true}]
              budgetingMethod: Occurrences
              objectives: [{target: 0.9}]
            """);
        return Files.writeString(folder.resolve("nightjar.yaml"), "definitions: " + definitions + "\n");
    }

    /** Three hours in which two of a hundred fail. */
    private static void spendBudget(ServerProcess server) throws Exception {
        long now = Instant.now().toEpochMilli();
        long[] times = new long[720];
        Arrays.setAll(times, i -> now - (times.length - i) * 15_000L);
        for (Map.Entry<String, Double> counter :
                Map.of("all_total", 100.0, "bad_total", 2.0).entrySet()) {
            double[] values = new double[times.length];
            Arrays.setAll(values, i -> i * counter.getValue());
            byte[] body = RemoteWriteBody.of(LabelBytes.encode(Labels.of("__name__", counter.getKey())), times, values);
            Http.Answer answer = Http.post(
                    server.url("/api/v1/write"),
                    "application/x-protobuf",
                    Snappy.compress(body),
                    "Content-Encoding",
                    "snappy");
            assertThat(answer.status()).as(answer.body()).isEqualTo(204);
        }
    }

    /** What a receiver that believes every body takes to fire. */
    private static Set<String> firing(List<JsonNode> bodies) {
        Set<String> firing = new HashSet<>();
        for (JsonNode body : bodies) {
            for (JsonNode alert : body.path("alerts")) {
                String identity = alert.path("labels").toString();
                if (alert.path("status").asText().equals("firing")) {
                    firing.add(identity);
                } else {
                    firing.remove(identity);
                }
            }
        }
        return firing;
    }

    /** The pages of which somebody got the trigger and not yet the end. */
    private static Set<String> unresolved(WebhookReceiver hook) {
        Set<String> pages = new HashSet<>();
        List<JsonNode> bodies = hook.bodies("/page");
        bodies.forEach(body -> pages.add(body.at("/page/id").asText()));
        bodies.stream()
                .filter(body -> body.path("status").asText().equals("resolved"))
                .forEach(body -> pages.remove(body.at("/page/id").asText()));
        return pages;
    }

    private static Map<String, Set<String>> ofOneMessage(WebhookReceiver hook) {
        Map<String, Set<String>> keys = new HashMap<>();
        for (WebhookReceiver.Received each : hook.received("/page")) {
            JsonNode page = each.body().path("page");
            String message = page.path("id").asText() + " "
                    + each.body().path("status").asText() + " "
                    + each.body().path("receiver").asText() + " "
                    + page.path("step").asText();
            keys.computeIfAbsent(message, of -> new HashSet<>()).add(each.key());
        }
        return keys;
    }
}
