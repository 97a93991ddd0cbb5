package dev.nightjar.server.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LabelBytes;
import dev.nightjar.model.Labels;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** Bad input: a clear error that says where and what, nothing stored, nothing crashed. */
class BadInputTest {
    @TempDir
    static Path folder;

    private static ServerProcess server;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder.resolve("data"), "server", "--no-agent");
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    private static Http.Answer write(byte[] compressed) throws Exception {
        return Http.post(
                server.url("/api/v1/write"),
                "application/x-protobuf",
                compressed,
                "Content-Encoding",
                "snappy",
                "X-Prometheus-Remote-Write-Version",
                "0.1.0");
    }

    private static long seriesNamed(String name) throws Exception {
        return Http.get(server.url("/api/v1/series?match[]=" + Http.encode(name) + "&start=0&end=4102444800"))
                .json()
                .path("data")
                .size();
    }

    @Test
    void truncated_snappy_is_refused_and_nothing_of_it_stored() throws Exception {
        byte[] good = Snappy.compress(RemoteWriteBody.of(
                LabelBytes.encode(Labels.of("__name__", "cut_short", "a", "b".repeat(200))), now(), 1));
        Http.Answer answer = write(Arrays.copyOf(good, good.length / 2));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).containsIgnoringCase("snappy").doesNotContain("Exception");
        assertThat(seriesNamed("cut_short")).isZero();
        assertThat(write(good).status()).isEqualTo(204);
        assertThat(seriesNamed("cut_short")).isEqualTo(1);
    }

    @Test
    void an_invalid_label_is_named() throws Exception {
        byte[] name = LabelBytes.encode(Labels.of("__name__", "twice"));
        byte[] label = LabelBytes.encode(Labels.of("zone", "a"));
        byte[] twice = Arrays.copyOf(name, name.length + 2 * label.length);
        System.arraycopy(label, 0, twice, name.length, label.length);
        System.arraycopy(label, 0, twice, name.length + label.length, label.length);
        Http.Answer answer = write(Snappy.compress(RemoteWriteBody.of(twice, now(), 1)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("zone");
        assertThat(seriesNamed("twice")).isZero();
    }

    @Test
    void a_query_with_a_syntax_error_says_the_place() throws Exception {
        Http.Answer answer = Http.get(server.url("/api/v1/query?query=" + Http.encode("sum(rate(up[5m])) by (job")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("status").asText()).isEqualTo("error");
        assertThat(answer.json().path("errorType").asText()).isEqualTo("bad_data");
        assertThat(answer.json().path("error").asText()).matches("(?s).*1:\\d+.*");
        Http.Answer unknown = Http.get(server.url("/api/v1/query?query=" + Http.encode("rat(up[5m])")));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.json().path("error").asText()).contains("rat").contains("rate");
    }

    @Test
    void a_log_push_with_labels_that_cannot_be_is_refused() throws Exception {
        Http.Answer answer = Http.post(
                server.url("/loki/api/v1/push"),
                "application/json",
                "{\"streams\":[{\"stream\":{\"a-b\":\"c\"},\"values\":[[\"" + now() + "000000\",\"x\"]]}]}");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).containsIgnoringCase("label");
        assertThat(Http.post(server.url("/loki/api/v1/push"), "application/json", "{\"streams\":[{")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void a_log_query_with_a_syntax_error_says_the_place_in_plain_text() throws Exception {
        Http.Answer answer = Http.get(server.url("/loki/api/v1/query_range?query=" + Http.encode("{app=\"a\"} |= ")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).doesNotStartWith("{").isNotBlank();
    }

    @Test
    void what_is_not_there_yet_says_so() throws Exception {
        Http.Answer answer = Http.get(server.url("/loki/api/v1/index/nothing"));
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).contains("not supported yet: /loki/api/v1/index/nothing");
    }

    @Test
    void a_tail_without_a_websocket_says_what_it_needs() throws Exception {
        Http.Answer answer = Http.get(server.url("/loki/api/v1/tail?query=" + Http.encode("{app=\"a\"}")));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).containsIgnoringCase("websocket");
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
