package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogContextTest {
    private static final Labels FILE = Labels.of("filename", "/var/log/a.log", "host", "1");
    private static final String ERROR =
            TestingServer.encoded("{filename=\"/var/log/a.log\", host=\"1\", level=\"error\"}");
    private static final String AT = "&time=" + (TestingLoki.NOW - 59) + "000000000";

    private final TestingLoki loki = new TestingLoki();

    @BeforeEach
    void write() {
        loki.push(FILE.with("level", "info"), "i0", "i1", "i2", "i3");
        loki.push(FILE.with("level", "error"), "e0", "e1", "e2");
        loki.push(FILE.with("host", "2"), "elsewhere", "elsewhere", "elsewhere");
    }

    @AfterEach
    void stop() {
        loki.close();
    }

    private HttpResponse<String> ask(String parameters) {
        return loki.server().get("/nightjar/v1/logs/context?labels=" + parameters);
    }

    private static String lines(JsonNode answer, String field) {
        return String.join(" ", answer.at("/" + field).findValuesAsText("line"));
    }

    @Test
    void lines_around_come_from_the_same_source_whatever_their_level() {
        JsonNode answer = TestingServer.json(ask(ERROR + AT + "&line=e1&before=3&after=2"));

        assertThat(answer.at("/source").toString()).isEqualTo("{\"filename\":\"/var/log/a.log\",\"host\":\"1\"}");
        assertThat(answer.at("/line/line").asText()).isEqualTo("e1");
        assertThat(answer.at("/line/labels/level").asText()).isEqualTo("error");
        assertThat(lines(answer, "before")).isEqualTo("e0 i0 i1");
        assertThat(lines(answer, "after")).isEqualTo("i2 e2");
    }

    @Test
    void what_the_lines_around_are_without_is_said() {
        loki.lose(FILE.with("level", "info"), 3, 8, 0, 1);

        assertThat(TestingServer.json(ask(ERROR + AT + "&before=9&after=9")).at("/warnings"))
                .singleElement()
                .satisfies(
                        warning -> assertThat(warning.asText()).startsWith("Up to 8 lines are left out: block 3 of"));
        assertThat(TestingServer.json(ask(ERROR + AT + "&before=0&after=9")).at("/warnings"))
                .isEmpty();
    }

    @Test
    void other_labels_may_make_the_source() {
        JsonNode answer = TestingServer.json(ask(ERROR + AT + "&line=e1&source=host,level&before=9&after=9"));

        assertThat(lines(answer, "before")).isEqualTo("e0");
        assertThat(lines(answer, "after")).isEqualTo("e2");
    }

    @Test
    void a_line_that_is_gone_leaves_what_was_around_it() {
        JsonNode answer = TestingServer.json(ask(ERROR + AT + "&line=gone&before=1&after=3"));

        assertThat(answer.at("/line").isNull()).isTrue();
        assertThat(lines(answer, "before")).isEqualTo("i0");
        assertThat(lines(answer, "after")).isEqualTo("i1 e1 i2");
    }

    @Test
    void what_names_no_source_is_refused() {
        assertThat(ask("%7Blevel%3D%22error%22%7D" + AT).statusCode()).isEqualTo(400);
        assertThat(ask("%7Bhost%3D~%22.%2B%22%7D" + AT).statusCode()).isEqualTo(400);
        assertThat(ask(ERROR).body()).contains("no time was sent");
        assertThat(ask("nonsense" + AT).statusCode()).isEqualTo(400);
    }
}
