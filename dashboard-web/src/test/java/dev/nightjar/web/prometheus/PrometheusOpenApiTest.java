package dev.nightjar.web.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusOpenApiTest {
    private final TestingPrometheus prometheus = new TestingPrometheus();

    @AfterEach
    void stop() {
        prometheus.close();
    }

    private JsonNode document() throws IOException {
        HttpResponse<String> answer = prometheus.server.get("/api/v1/openapi.yaml");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/yaml");
        return new YAMLMapper().readTree(answer.body());
    }

    @Test
    void what_is_described_is_there() throws IOException {
        List<String> asked = new ArrayList<>();
        document().path("paths").properties().forEach(path -> {
            if (path.getValue().has("get") && !path.getKey().equals("/notifications/live")) {
                String url = "/api/v1" + path.getKey().replace("{name}", "job");
                assertThat(prometheus.server.get(url).statusCode()).as(url).isIn(200, 400);
                asked.add(path.getKey());
            }
        });
        assertThat(asked).contains("/query", "/label/{name}/values", "/search/metric_names", "/status/tsdb");
    }

    @Test
    void parameters_are_described() throws IOException {
        assertThat(document().at("/paths/~1query_range/get/parameters/0").toString())
                .isEqualTo("{\"name\":\"query\",\"in\":\"query\",\"required\":true,\"schema\":{\"type\":\"string\"}}");
    }

    @Test
    void parameters_of_what_is_not_there_are_refused() {
        assertThatIllegalStateException()
                .isThrownBy(() -> PrometheusOpenApi.yaml(List.of(), "1"))
                .withMessageContaining("query_range");
    }
}
