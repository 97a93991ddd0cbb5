package dev.nightjar.web.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchRoutesTest {
    private static final String MORE = "{\"status\":\"success\",\"has_more\":true}\n";
    private static final String NO_MORE = "{\"status\":\"success\",\"has_more\":false}\n";

    private final TestingPrometheus prometheus = new TestingPrometheus();

    @BeforeEach
    void store() {
        long now = prometheus.clock.millis();
        prometheus.series.put(Labels.of("__name__", "http_requests_total", "job", "shop"), now, 1);
        prometheus.series.put(Labels.of("__name__", "http_request_seconds", "job", "till"), now, 1);
        prometheus.series.put(Labels.of("__name__", "up", "zone", "a"), now, 1);
        prometheus.series.put(Labels.of("__name__", "long_ago", "job", "old"), now - 7_200_000, 1);
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    private static String batch(String... names) {
        return "{\"results\":["
                + String.join(
                        ",",
                        List.of(names).stream()
                                .map(name -> "{\"name\":\"" + name + "\"}")
                                .toList()) + "]}\n";
    }

    @Test
    void names_of_the_last_hour_come_in_batches_as_lines_of_json() {
        HttpResponse<String> answer = prometheus.server.get("/api/v1/search/metric_names?batch_size=2");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson; charset=utf-8");
        assertThat(answer.body())
                .isEqualTo(batch("http_request_seconds", "http_requests_total") + batch("up") + NO_MORE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            metric_names?search%5B%5D=requ&limit=1 | http_request_seconds | true
            metric_names?search%5B%5D=tot | http_requests_total | false
            metric_names?match%5B%5D=%7Bzone%3D%22a%22%7D | up | false
            metric_names?start=0&search%5B%5D=long | long_ago | false
            label_names?search%5B%5D=zo | zone | false
            label_values?label=job&search%5B%5D=TILL&case_sensitive=false | till | false
            label_values?label=job&sort_by=alpha&sort_dir=dsc&limit=1 | till | true
            """)
    void one_is_found(String path, String name, boolean more) {
        assertThat(prometheus.get("search/" + path)).isEqualTo(batch(name) + (more ? MORE : NO_MORE));
    }

    @Test
    void nothing_found_is_an_empty_batch() {
        assertThat(prometheus.get("search/label_values?label=job&search%5B%5D=nobody"))
                .isEqualTo("{\"results\":[]}\n" + NO_MORE);
    }

    @Test
    void scores_and_what_senders_said_of_a_metric_come_when_asked_for() {
        prometheus.metadata.put("up", List.of(new MetricMetadata("up", MetricMetadata.Type.GAUGE, "Is it?", "")));
        assertThat(prometheus.get("search/metric_names?search%5B%5D=up&include_score=true&include_metadata=1"))
                .isEqualTo("{\"results\":[{\"name\":\"up\",\"score\":1.0,\"type\":\"gauge\",\"help\":\"Is it?\"}]}\n"
                        + NO_MORE);
    }

    @Test
    void a_form_asks_the_same() {
        assertThat(prometheus
                        .server
                        .post("/api/v1/search/label_names", TestingPrometheus.FORM, "search[]=jo")
                        .body())
                .isEqualTo(batch("job") + NO_MORE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            label_values | missing required parameter "label"
            metric_names?sort_dir=asc | sort_dir is only valid when sort_by is set
            metric_names?sort_by=score | sort_by=score requires search[] to be set
            metric_names?sort_by=score&sort_dir=asc&search%5B%5D=a | sort_dir is not supported for sort_by=score
            metric_names?sort_by=size | invalid sort_by "size": must be "alpha" or "score"
            metric_names?sort_by=alpha&sort_dir=up | invalid sort_dir "up": must be "asc" or "dsc"
            metric_names?fuzz_threshold=101 | invalid fuzz_threshold "101": must be 0-100
            metric_names?fuzz_alg=guess | unsupported fuzz_alg "guess": must be one of [subsequence jarowinkler]
            metric_names?case_sensitive=perhaps | invalid case_sensitive "perhaps": must be boolean
            metric_names?limit=-1 | invalid limit "-1": must be non-negative integer
            metric_names?batch_size=x | invalid batch_size "x": must be non-negative integer
            metric_names?match%5B%5D=1 | not a series selector, such as up{job="node"}: 1
            """)
    void what_is_asked_wrongly_is_refused(String path, String error) {
        HttpResponse<String> answer = prometheus.server.get("/api/v1/search/" + path);
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(TestingServer.json(answer).path("errorType").asText()).isEqualTo("bad_data");
        assertThat(TestingServer.json(answer).path("error").asText()).isEqualTo(error);
    }
}
