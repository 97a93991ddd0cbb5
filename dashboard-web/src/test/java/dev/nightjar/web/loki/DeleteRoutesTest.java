package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.web.http.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeleteRoutesTest {
    private static final String PATH = "/loki/api/v1/delete";

    private final TestingLoki loki = new TestingLoki();

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void a_deletion_is_taken_on_and_listed_with_its_state() {
        String query = "?query=" + TestingServer.encoded("{app=\"shop\"} |= \"bob\"");
        assertThat(loki.server()
                        .post(
                                PATH + query + "&start=1699990000&end=1699999000",
                                "application/x-www-form-urlencoded",
                                "")
                        .statusCode())
                .isEqualTo(204);
        assertThat(loki.server().get(PATH).body())
                .isEqualTo(
                        "[{\"request_id\":\"id0\",\"start_time\":1699990000.000,\"end_time\":1699999000.000,"
                                + "\"query\":\"{app=\\\"shop\\\"} |= \\\"bob\\\"\",\"status\":\"received\",\"created_at\":1700000000.000}]");
        String form = "application/x-www-form-urlencoded";
        assertThat(loki.server().post(PATH + query, form, "").statusCode()).isEqualTo(400);
        assertThat(loki.server()
                        .post(PATH + "?query=x&start=1699990000", form, "")
                        .body())
                .contains("is no selector");
    }
}
