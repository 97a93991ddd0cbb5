package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.web.http.TestingServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PatternRoutesTest {
    private final TestingLoki loki = new TestingLoki();

    @AfterEach
    void stop() {
        loki.close();
    }

    @Test
    void a_pattern_has_a_point_for_each_slice_with_lines_at_multiples_of_the_step() {
        String path = "/loki/api/v1/patterns?query=" + TestingServer.encoded("{app=\"shop\"}");

        assertThat(loki.server()
                        .get(path + "&start=1699999925&end=1700000000&step=10s")
                        .body())
                .isEqualTo("{\"status\":\"success\",\"data\":[{\"pattern\":\"took <_> ms of shop\",\"level\":\"info\","
                        + "\"samples\":[[1699999950,3],[1699999980,6]]}]}");
        assertThat(loki.server().get("/loki/api/v1/patterns").statusCode()).isEqualTo(400);
    }
}
