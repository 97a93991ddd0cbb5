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

    @Test
    void a_deletion_wants_a_query_and_then_a_start() {
        String form = "application/x-www-form-urlencoded";
        assertThat(loki.server().post(PATH, form, "").body()).startsWith("query not set");
        assertThat(loki.server()
                        .post(PATH + "?query=%7Ba%3D%22b%22%7D", form, "")
                        .body())
                .startsWith("start time required");
    }

    @Test
    void what_is_not_there_cannot_be_called_off() {
        var unknown = loki.server().delete(PATH + "?request_id=none");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).startsWith("could not find delete request with given id");
    }

    @Test
    void what_is_over_cannot_be_called_off() {
        loki.server().post(PATH + "?start=1699990000&query=%7Ba%3D%22b%22%7D", "application/x-www-form-urlencoded", "");
        assertThat(loki.server().delete(PATH + "?request_id=id0").statusCode()).isEqualTo(204);
        var over = loki.server().delete(PATH + "?request_id=id0");
        assertThat(over.statusCode()).isEqualTo(400);
        assertThat(over.body())
                .startsWith("deletion of request which is in process or already processed is not allowed");
        assertThat(loki.server().get(PATH).body()).contains("\"status\":\"cancelled\"");
    }
}
