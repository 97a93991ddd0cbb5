package dev.nightjar.alerting;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.nightjar.alerting.action.ActionView;
import dev.nightjar.alerting.history.HistoryEntry;
import dev.nightjar.alerting.history.HistoryQuestion;
import dev.nightjar.definition.InvalidDefinitionsException;
import dev.nightjar.model.event.ActionEvent;
import dev.nightjar.model.event.PageEvent.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done by itself, with a real receiver; {@link Room} drives the time and kills. */
class ActionTest {
    private static final String RULES = """
            groups:
              - name: g
                interval: 10s
                rules:
                  - alert: CpuHigh
                    expr: cpu > 80
                    for: 30s
                    labels: {severity: scaling}
            """;

    private record Received(String idempotencyKey, String authorization, String body) {}

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final List<Integer> answers = new CopyOnWriteArrayList<>();
    private HttpServer scaler;
    private Room room;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        scaler = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        scaler.createContext("/scale", exchange -> {
            received.add(new Received(
                    String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answers.isEmpty() ? 200 : answers.removeFirst(), -1);
            exchange.close();
        });
        scaler.start();
        room = new Room(folder, RULES, "");
    }

    @AfterEach
    void stop() {
        room.alerting.close();
        scaler.stop(0);
    }

    private void define(String more) {
        room.write("actions.yml", """
                actions:
                  - name: scale-out
                    matchers: [alertname = CpuHigh]
                    url: http://127.0.0.1:%d/scale
                    http_config: {bearer_token: secret}
                    cooldown: 5m
                    body: '{"service":"{{ $labels.service }}","by":1}'
                """.formatted(scaler.getAddress().getPort()) + more);
        room.alerting.close();
        room.alerting = room.open();
    }

    private void high() {
        room.expressions.answer(
                "cpu > 80",
                sample(93, "service", "checkout", "instance", "a"),
                sample(91, "service", "checkout", "instance", "b"));
    }

    private void low() {
        room.expressions.answer("cpu > 80");
    }

    private ActionView view() {
        return room.alerting.actions().getFirst();
    }

    private List<HistoryEntry> history() {
        return room.alerting
                .history(new HistoryQuestion(
                        Set.of(),
                        "",
                        "checkout",
                        "",
                        "",
                        "scale-out",
                        Instant.EPOCH,
                        room.clock.instant(),
                        Long.MAX_VALUE,
                        100))
                .entries();
    }

    @Test
    void a_rule_that_fires_makes_one_request_for_all_its_instances() {
        define("");
        high();
        room.pass(29);
        assertThat(received).isEmpty();
        room.pass(31);

        assertThat(received).hasSize(1);
        assertThat(received.getFirst().body()).isEqualTo("{\"service\":\"checkout\",\"by\":1}");
        assertThat(received.getFirst().authorization()).isEqualTo("Bearer secret");
        assertThat(received.getFirst().idempotencyKey())
                .isEqualTo(
                        room.events(ActionEvent.ActionQueued.class).getFirst().actionId());
        assertThat(history()).extracting(HistoryEntry::kind).containsExactly("acted");
        assertThat(view().standings()).hasSize(1);
        assertThat(view().standings().getFirst().outcome()).isEqualTo("accepted: answered 200");
    }

    @Test
    void within_its_cool_down_it_is_not_done_again_but_after_it_if_the_alerts_fire_then() {
        define("");
        high();
        room.pass(60);
        low();
        room.pass(60);
        high();
        room.pass(60);

        assertThat(received).hasSize(1);
        assertThat(history()).extracting(HistoryEntry::kind).containsExactly("action held", "acted");

        room.pass(240);
        assertThat(received).hasSize(2);
        assertThat(history())
                .first()
                .extracting(HistoryEntry::text)
                .isEqualTo("scale-out, after the cool-down, for 2 alerts");
    }

    @Test
    void the_cool_down_survives_a_restart() {
        define("");
        high();
        room.pass(60);
        low();
        room.pass(60);
        room.killAndStart(1);
        high();
        room.pass(90);

        assertThat(received).hasSize(1);
        assertThat(view().standings().getFirst().coolUntil()).isPresent();
    }

    @Test
    void a_request_that_is_not_answered_well_is_made_again_under_its_id_also_after_a_crash() {
        define("");
        answers.addAll(List.of(503, 500));
        high();
        room.pass(45);
        assertThat(received).isNotEmpty();
        room.killAndStart(5);
        high();
        room.pass(60);

        assertThat(received).hasSize(3);
        assertThat(received)
                .extracting(Received::idempotencyKey)
                .containsOnly(received.getFirst().idempotencyKey());
        assertThat(room.events(ActionEvent.ActionAttempted.class))
                .extracting(ActionEvent.ActionAttempted::outcome)
                .containsExactly(Outcome.RETRY, Outcome.RETRY, Outcome.ACCEPTED);
    }

    @Test
    void a_request_whose_alerts_are_over_before_it_gets_through_is_not_made_any_more() {
        define("");
        answers.addAll(List.of(503, 503, 503, 503, 503, 503, 503, 503));
        high();
        room.pass(60);
        low();
        int before = received.size();
        room.pass(120);

        assertThat(received.size()).isLessThanOrEqualTo(before + 2);
        assertThat(room.events(ActionEvent.ActionAttempted.class).getLast().detail())
                .isEqualTo("the alerts were over before it got through");
    }

    @Test
    void dry_it_is_written_down_and_nothing_is_sent() {
        define("    dry_run: true\n");
        high();
        room.pass(60);

        assertThat(received).isEmpty();
        assertThat(history()).extracting(HistoryEntry::kind).containsExactly("would act");
        assertThat(room.events(ActionEvent.ActionQueued.class).getFirst().body())
                .isEqualTo("{\"service\":\"checkout\",\"by\":1}");
        assertThat(view().standings().getFirst().outcome()).isEqualTo("accepted: dry run: nothing was sent");
    }

    @Test
    void it_may_be_repeated_while_the_alerts_fire() {
        define("    repeat: 10m\n");
        high();
        room.pass(60);
        assertThat(received).hasSize(1);
        room.pass(600);
        assertThat(received).hasSize(2);
        assertThat(room.events(ActionEvent.ActionQueued.class).getLast().reason())
                .isEqualTo("repeat");
    }

    @Test
    void what_is_wrong_in_the_file_is_said_at_once() {
        room.write("actions.yml", """
                actions:
                  - {name: a, matchers: [alertname = X], url: nowhere}
                  - {name: a, url: 'http://x/', url_file: f, cooldown: 5m, repeat: 1m, cool: 1}
                """);

        assertThatThrownBy(() -> room.open())
                .isInstanceOfSatisfying(
                        InvalidDefinitionsException.class,
                        e -> assertThat(e.problems())
                                .map(Object::toString)
                                .containsExactly(
                                        "actions.yml:2: action \"a\": field \"cooldown\" is missing: for how long it is not"
                                                + " done again, such as 15m",
                                        "actions.yml:2: action \"a\": url: not an HTTP URL: \"nowhere\"; write it like"
                                                + " http://host:8080/scale",
                                        "actions.yml:3: action \"a\": there is another action of this name; names are unique",
                                        "actions.yml:3: action \"a\": unknown field \"cool\"",
                                        "actions.yml:3: action \"a\": repeat: must not be shorter than the cool-down",
                                        "actions.yml:3: action \"a\": needs \"matchers\": which alerts it is done for, such as"
                                                + " [alertname=CpuHigh, service=~\"a|b\"]",
                                        "actions.yml:3: action \"a\": needs one of \"url\" and \"url_file\", found both"));
    }
}
