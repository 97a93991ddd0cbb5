package dev.nightjar.web.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FederationTest {
    private static final long NOW = TestingPrometheus.NOW.toEpochMilli();

    private static final String PROTOBUF =
            "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited";

    private final TestingPrometheus prometheus = new TestingPrometheus();

    @BeforeEach
    void store() {
        prometheus.series.put(Labels.of("__name__", "up", "job", "a\n\"\\", "instance", "h:1"), NOW - 2000, 0);
        prometheus.series.put(Labels.of("__name__", "up", "job", "a\n\"\\", "instance", "h:1"), NOW - 1000, 1);
        prometheus.series.put(Labels.of("__name__", "up", "job", "b"), NOW - 1000, 1_500_000);
        prometheus.series.put(Labels.of("__name__", "http.requests", "a.b", "c"), NOW - 1000, Double.NaN);
        prometheus.series.put(Labels.of("__name__", "up", "job", "old"), NOW - 300_000, 1);
        prometheus.series.put(
                Labels.of("__name__", "up", "job", "gone"), NOW - 1000, Double.longBitsToDouble(StaleMarker.BITS));
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    private HttpResponse<String> ask(String selector, String... headers) {
        return prometheus.server.get("/federate?match%5B%5D=" + TestingServer.encoded(selector), headers);
    }

    @Test
    void the_newest_sample_of_each_living_series_is_shown() {
        HttpResponse<String> page = ask("{__name__=~\".+\"}");

        assertThat(page.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        assertThat(page.body()).isEqualTo("""
                # TYPE http_requests untyped
                http_requests{a_b="c",instance=""} NaN 1699999999123
                # TYPE up untyped
                up{instance="h:1",job="a\\n\\"\\\\"} 1 1699999999123
                up{job="b",instance=""} 1.5e+06 1699999999123
                """);
    }

    @Test
    void a_scraper_that_knows_all_names_gets_them_quoted() {
        assertThat(ask(
                                "http.requests{}".replace("http.requests{}", "{\"http.requests\"}"),
                                "Accept",
                                "text/plain;version=1.0.0;escaping=allow-utf-8")
                        .body())
                .isEqualTo("""
                # TYPE "http.requests" untyped
                {"http.requests","a.b"="c",instance=""} NaN 1699999999123
                """);
    }

    @Test
    void names_are_escaped_as_the_scraper_asks() {
        HttpResponse<String> dots = ask("{\"http.requests\"}", "Accept", "text/plain;version=0.0.4;escaping=dots");
        assertThat(dots.headers().firstValue("Content-Type"))
                .hasValue("text/plain; version=0.0.4; charset=utf-8; escaping=dots");
        assertThat(dots.body()).contains("http_dot_requests{a_dot_b=\"c\",instance=\"\"} NaN");
        assertThat(ask("{\"http.requests\"}", "Accept", "text/plain;escaping=values")
                        .body())
                .contains("U__http_2e_requests{U__a_2e_b=\"c\",instance=\"\"} NaN");
    }

    @Test
    void a_scraper_that_prefers_protobuf_gets_it() {
        HttpResponse<String> page = ask("up{job=\"b\"}", "Accept", "text/plain;q=0.5," + PROTOBUF);
        assertThat(page.headers().firstValue("Content-Type"))
                .hasValue(
                        "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited;"
                                + " escaping=underscores");
        assertThat(page.body())
                .contains("\n\2up\30\3\"")
                .contains("\n\3job\22\1b")
                .contains("\n\10instance\22\0");
    }

    @Test
    void series_say_which_server_they_are_of_where_they_do_not_say_otherwise() {
        prometheus.external.set(Labels.of("zone", "a", "job", "here", "cluster", "eu"));
        assertThat(ask("{__name__=~\".+\"}").body()).isEqualTo("""
                # TYPE http_requests untyped
                http_requests{a_b="c",cluster="eu",instance="",job="here",zone="a"} NaN 1699999999123
                # TYPE up untyped
                up{instance="h:1",job="a\\n\\"\\\\",cluster="eu",zone="a"} 1 1699999999123
                up{job="b",cluster="eu",instance="",zone="a"} 1.5e+06 1699999999123
                """);

        prometheus.external.set(Labels.of("instance", "n1"));
        assertThat(ask("up").body())
                .contains("up{instance=\"h:1\",job=\"a\\n\\\"\\\\\"} 1 ")
                .contains("up{job=\"b\",instance=\"n1\"} 1.5e+06 ");
        assertThat(ask("up{job=\"b\"}", "Accept", PROTOBUF).body())
                .contains("\n\3job\22\1b")
                .contains("\n\10instance\22\2n1");
    }

    @Test
    void a_selector_may_mean_all_series() {
        String all = ask("{__name__=~\".+\"}").body();
        assertThat(ask("{job=~\".*\"}").body()).isEqualTo(all);
        assertThat(ask(" {} ").body()).isEqualTo(all);
    }

    @Test
    void nothing_is_selected_by_nothing() {
        assertThat(prometheus.server.get("/federate").body()).isEmpty();
        assertThat(ask("up{").statusCode()).isEqualTo(400);
    }
}
