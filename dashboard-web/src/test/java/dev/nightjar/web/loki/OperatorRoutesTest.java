package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorRoutesTest {
    private static final String FORM = "application/x-www-form-urlencoded";

    private final TestingLoki loki = new TestingLoki();

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void the_configuration_is_yaml() {
        HttpResponse<String> response = loki.server().get("/config");

        assertThat(response.body()).isEqualTo("listen: \"127.0.0.1:7300\"\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(loki.server().get("/config?mode=diff").body()).isEqualTo("diff: it\n");
        assertThat(loki.server().get("/config?mode=defaults").body()).isEqualTo("listen: \"127.0.0.1:7299\"\n");
    }

    @Test
    void what_several_processes_would_have_is_said_not_to_be_there() {
        HttpResponse<String> ring = loki.server().get("/ring");
        assertThat(ring.statusCode()).isEqualTo(404);
        assertThat(ring.body()).isEqualTo("not supported: /ring: one process has no ring of several\n");
        assertThat(loki.server().post("/ingester/shutdown", FORM, "").body())
                .isEqualTo(
                        "not supported: /ingester/shutdown: nothing is lost when the process ends, by whatever signal;"
                                + " POST /flush brings all to rest\n");
    }

    @Test
    void each_part_says_whether_it_runs() {
        assertThat(loki.server().get("/services").body()).isEqualTo("tsdb => Running\nlog-index => Failed\n");
    }

    @Test
    void how_much_the_process_says_can_be_turned_while_it_runs() {
        assertThat(loki.server().get("/log_level").body()).isEqualTo("{\"message\":\"Current log level is info\"}");
        assertThat(loki.server().post("/log_level", FORM, "log_level=debug").body())
                .isEqualTo("{\"status\":\"success\",\"message\":\"Log level set to debug\"}");
        assertThat(loki.server().get("/log_level").body()).isEqualTo("{\"message\":\"Current log level is debug\"}");

        HttpResponse<String> unknown = loki.server().post("/log_level", FORM, "log_level=chatty");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body())
                .isEqualTo("{\"status\":\"failed\",\"message\":"
                        + "\"unrecognized log level \\\"chatty\\\": send debug, info, warn or error\"}");
    }

    @Test
    void what_is_open_is_brought_to_rest_when_asked_by_post_only() {
        assertThat(loki.server().get("/flush").statusCode()).isEqualTo(405);
        assertThat(loki.flushes()).isZero();
        assertThat(loki.server().post("/flush", FORM, "").statusCode()).isEqualTo(204);
        assertThat(loki.flushes()).isEqualTo(1);
    }

    @Test
    void a_page_of_another_site_turns_nothing() {
        assertThat(loki.server()
                        .post("/log_level", FORM, "log_level=error", "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(loki.server().get("/log_level").body()).contains("info");
    }
}
