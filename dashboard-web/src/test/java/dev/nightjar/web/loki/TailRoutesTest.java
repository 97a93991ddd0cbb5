package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.web.http.Pass;
import dev.nightjar.web.http.TestingServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TailRoutesTest {
    private static final Labels SHOP = Labels.of("app", "shop");
    private static final String ALL = "query=" + TestingServer.encoded("{app=~\".+\"}");

    private final TestingLoki loki = new TestingLoki();

    @AfterEach
    void stop() {
        loki.close();
    }

    private TailClient follow(String parameters, String... headers) {
        return new TailClient(loki.server().port(), parameters, headers);
    }

    @Test
    void lines_that_are_there_come_first_and_then_those_that_come() throws InterruptedException {
        loki.push(SHOP, "one", "two", "three");

        try (TailClient client = follow(ALL + "&limit=2")) {
            JsonNode first = client.frame();
            assertThat(first.at("/streams").toString())
                    .isEqualTo("[{\"stream\":{\"app\":\"shop\"},\"values\":[[\"1699999941000000000\",\"two\"],"
                            + "[\"1699999942000000000\",\"three\"]]}]");
            loki.push(Labels.of("app", "mail"), "four");
            assertThat(client.lines(3)).containsExactly("two", "three", "four");
        }
    }

    @Test
    void of_long_lines_the_newest_come_first_that_fit_into_memory() throws InterruptedException {
        String[] lines =
                IntStream.range(0, 60).mapToObj(i -> i + "x".repeat(200 << 10)).toArray(String[]::new);
        loki.push(SHOP, lines);

        try (TailClient client = follow(ALL + "&limit=100")) {
            List<String> read = new ArrayList<>();
            while (!read.contains(lines[59])) { // 20 of them have 4 MiB
                client.frame();
                read = client.lines(0);
            }
            assertThat(read).hasSizeBetween(1, 20).endsWith(lines[59]);
        }
    }

    @Test
    void a_query_parses_and_leaves_out() throws InterruptedException {
        try (TailClient client =
                follow("query=" + TestingServer.encoded("{app=\"shop\"} |= \"id\" | json | id > 1"), CATEGORIZE)) {
            loki.push(SHOP, "{\"id\":1}", "{\"id\":2}", "nothing");

            JsonNode frame = client.frame();
            assertThat(frame.at("/streams").toString())
                    .isEqualTo(
                            "[{\"stream\":{\"app\":\"shop\"},\"values\":[[\"1699999941000000000\",\"{\\\"id\\\":2}\","
                                    + "{\"parsed\":{\"id\":\"2\"}}]]}]");
            assertThat(frame.at("/encodingFlags/0").asText()).isEqualTo("categorize-labels");
        }
    }

    private static final String[] CATEGORIZE = {"X-Loki-Response-Encoding-Flags", "categorize-labels"};

    @Test
    void who_comes_back_with_a_cursor_meets_each_line_once_while_others_write() throws InterruptedException {
        int batches = 150;
        List<String> pushed = new ArrayList<>();
        for (int i = 0; i < batches * 4; i++) {
            pushed.add("line " + i);
        }
        Thread writer = Thread.ofVirtual().start(() -> {
            for (int batch = 0; batch < batches; batch++) {
                loki.push(
                        Labels.of("app", "a" + batch % 7),
                        pushed.subList(4 * batch, 4 * batch + 4).toArray(String[]::new));
            }
        });

        Random random = new Random(3);
        List<String> read = new ArrayList<>();
        String cursor = "0";
        while (read.size() < pushed.size()) {
            try (TailClient client = follow(ALL + "&cursor=" + cursor)) {
                int frames = 1 + random.nextInt(3);
                while (frames-- > 0 && read.size() + client.lines(0).size() < pushed.size()) {
                    client.frame();
                }
                read.addAll(client.lines(0));
                cursor = client.cursor();
            }
        }
        assertThat(writer.join(Duration.ofSeconds(10))).isTrue();
        assertThat(read).containsExactlyInAnyOrderElementsOf(pushed);
    }

    @Test
    void no_cursor_leads_past_lines_of_the_beginning_that_are_still_to_be_sent() throws InterruptedException {
        loki.push(SHOP, IntStream.range(0, 2500).mapToObj(i -> "line " + i).toArray(String[]::new));

        try (TailClient client = follow(ALL + "&limit=5000")) {
            assertThat(client.frame().has("cursor")).isFalse();
            assertThat(client.frame().has("cursor")).isFalse();
            assertThat(client.frame().at("/cursor").asText()).isEqualTo("2500");
            assertThat(client.lines(2500))
                    .startsWith("line 0", "line 1")
                    .endsWith("line 2499")
                    .hasSize(2500);
        }
    }

    @Test
    void what_a_tail_is_without_is_told_once() throws InterruptedException {
        loki.push(SHOP, "one", "two");
        loki.lose(SHOP, 3, 8, 0, 1);

        try (TailClient client = follow(ALL + "&limit=1")) {
            assertThat(client.frame().has("warnings")).isFalse(); // the newest line is not among those lost
        }
        try (TailClient client = follow(ALL)) {
            JsonNode first = client.frame();
            assertThat(first.at("/streams/0/values")).hasSize(2);
            assertThat(first.at("/warnings"))
                    .singleElement()
                    .satisfies(warning -> assertThat(warning.asText())
                            .startsWith("Up to 8 lines are left out: block 3 of 2023-11-14"));

            loki.push(SHOP, "one", "two", "three");
            assertThat(client.frame().has("warnings")).isFalse();
        }
        loki.lose(SHOP, 4, 5, 2, 3);
        try (TailClient client = follow(ALL + "&cursor=2")) {
            JsonNode missed = client.frame();
            assertThat(missed.at("/warnings/0").asText()).startsWith("Up to 5 lines are left out: block 4");
            assertThat(missed.at("/cursor").asText()).isEqualTo("3");
            assertThat(client.lines(1)).containsExactly("three");
        }
    }

    @Test
    void lost_lines_alone_are_told_with_no_line() throws InterruptedException {
        loki.lose(SHOP, 3, 8, 0, 1);

        try (TailClient client = follow(ALL)) {
            JsonNode frame = client.frame();
            assertThat(frame.at("/streams")).isEmpty();
            assertThat(frame.at("/warnings")).hasSize(1);
            assertThat(frame.at("/cursor").asText()).isEqualTo("0");
        }
    }

    @Test
    void lines_are_held_back_for_as_long_as_is_asked_for() throws InterruptedException {
        try (TailClient client = follow(ALL + "&cursor=0&delay_for=5");
                TailClient prompt = follow(ALL + "&cursor=0")) {
            loki.push(SHOP, "held back");
            assertThat(prompt.lines(1)).containsExactly("held back");
            assertThat(client.hasFrame()).isFalse();
            for (int i = 0; i < 50 && !client.hasFrame(); i++) {
                loki.clock().advance(Duration.ofSeconds(3));
            }
            assertThat(client.lines(1)).containsExactly("held back");
        }
    }

    @Test
    void a_line_is_due_once_it_has_been_there_for_the_delay() {
        HeldBack heldBack = new HeldBack(5000, 0);
        assertThat(heldBack.due(1000, 1)).isZero();
        assertThat(heldBack.due(5999, 2)).isZero();
        assertThat(heldBack.due(6000, 2)).isEqualTo(1);
        assertThat(heldBack.due(10_999, 2)).isEqualTo(2);
    }

    @Test
    void many_follow_at_once() throws InterruptedException {
        List<TailClient> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                clients.add(follow(ALL));
            }
            loki.push(SHOP, "for all");
            for (TailClient client : clients) {
                assertThat(client.lines(1)).containsExactly("for all");
            }
        } finally {
            clients.forEach(TailClient::close);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            query=%7Bapp%3D%22a%22%7D&delay_for=6 | delay_for can't be greater than 5
            query=%7Bapp%3D%22a%22%7D&cursor=x | "x" is not a cursor: send one that a frame had
            query=%7Bapp%3D%22a%22%7D&cursor=99 | the cursor 99 is ahead of the last line, 0: it is of another store; leave it out to begin anew
            query=vector(1) | the query yields values, not lines; only lines can be followed: vector(1)
            limit=1 | parse error : syntax error: unexpected $end: no query was sent
            """)
    void what_cannot_be_followed_is_refused_before_there_is_a_connection(String parameters, String message) {
        String response = upgrade(parameters);

        assertThat(response).startsWith("HTTP/1.1 400 ").endsWith("\r\n\r\n" + message + "\n");
    }

    private String upgrade(String parameters) {
        return upgrade(parameters, "");
    }

    /** All of a refusal, as it comes. */
    private String upgrade(String parameters, String headers) {
        try (Socket socket = new Socket("127.0.0.1", loki.server().port())) {
            socket.setSoTimeout(10_000);
            String request = "GET /loki/api/v1/tail?" + parameters + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers
                    + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream response = new ByteArrayOutputStream();
            while (!response.toString(StandardCharsets.UTF_8).endsWith("\n")
                    || response.toString(StandardCharsets.UTF_8).endsWith("\r\n")) {
                int next = socket.getInputStream().read();
                if (next < 0) {
                    break;
                }
                response.write(next);
                if (response.toString(StandardCharsets.UTF_8).endsWith("}")) {
                    break;
                }
            }
            return response.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void a_plain_request_is_told_what_the_path_takes() {
        HttpResponse<String> response = loki.server().get("/loki/api/v1/tail?" + ALL);

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("this path takes a WebSocket: send Upgrade: websocket\n");
    }

    @Test
    void who_may_no_longer_read_is_sent_nothing_more() throws InterruptedException {
        try (TailClient client = follow(ALL, "Authorization", "Bearer " + TestingLoki.TOKEN_OF_AN_HOUR)) {
            loki.push(SHOP, "in time");
            assertThat(client.lines(1)).containsExactly("in time");

            loki.clock().advance(Duration.ofHours(1));
            loki.push(SHOP, "too late");

            assertThat(client.closed()).isEqualTo("1008 " + Pass.ENDED);
            assertThat(client.hasFrame()).isFalse();
        }
    }

    @Test
    void a_page_of_another_site_cannot_follow() {
        assertThat(upgrade(ALL, "Origin: https://evil.example\r\n")).startsWith("HTTP/1.1 403 ");
    }
}
