package dev.nightjar.ingest.probe;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.TestingRoutes;
import dev.nightjar.ingest.probeconfig.ProbeFiles;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /probe}, asked over real HTTP, as a Prometheus with relabelling for blackbox_exporter asks. */
class BlackboxProbeTest {
    /** As Debian's package installs it, and a module that is not supported. */
    private static final String BLACKBOX = """
            modules:
              http_2xx:
                prober: http
              http_post_2xx:
                prober: http
                http:
                  method: POST
              tcp_connect:
                prober: tcp
              pop3s_banner:
                prober: tcp
                tcp:
                  query_response:
                  - expect: "^+OK"
                  tls: true
                  tls_config:
                    insecure_skip_verify: false
              ssh_banner:
                prober: tcp
                tcp:
                  query_response:
                  - expect: "^SSH-2.0-"
              irc_banner:
                prober: tcp
                tcp:
                  query_response:
                  - send: "NICK prober"
                  - send: "USER prober prober prober :prober"
                  - expect: "PING :([^ ]+)"
                    send: "PONG ${1}"
                  - expect: "^:[^ ]+ 001"
              icmp:
                prober: icmp
                timeout: 5s
                icmp:
                  preferred_ip_protocol: ip4
              local:
                prober: unix
                unix: {tls: true}
            """;

    @TempDir
    Path folder;

    private ProbeBench bench;
    private TestingRoutes routes;

    @BeforeEach
    void open() throws Exception {
        bench = new ProbeBench(folder);
        Files.writeString(folder.resolve(ProbeFiles.MODULES), BLACKBOX);
        ProbeSettings settings = ProbeFiles.read(folder);
        routes = new TestingRoutes((samples, logs, limits) ->
                Map.of(BlackboxProbe.PATH, new BlackboxProbe(bench.prober, settings::modules)));
    }

    @AfterEach
    void close() throws Exception {
        routes.close();
        bench.close();
    }

    private HttpResponse<String> get(String query, String... headers) throws Exception {
        return routes.send("GET", "/probe?" + query, "", headers);
    }

    @Test
    void the_answer_is_what_came_of_the_probe_in_the_text_format() throws Exception {
        HttpResponse<String> answer = get(
                "module=tcp_connect&target=127.0.0.1:" + routes.port(), "X-Prometheus-Scrape-Timeout-Seconds", "10");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(answer.body().lines())
                .contains(
                        "# TYPE probe_success gauge",
                        "probe_success 1",
                        "probe_ip_protocol 4",
                        "probe_failed_due_to_regex 0",
                        "# HELP probe_duration_seconds How long the probe took.");
    }

    @Test
    void what_fails_is_an_answer_too_and_the_steps_are_told_on_request() throws Exception {
        HttpResponse<String> answer = get("target=127.0.0.1:" + routes.port() + "/nothing&debug=true");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().lines())
                .contains(
                        "probe_success 0", "probe_http_status_code 404", "probe_failure_info{phase=\"expectation\"} 1")
                .anyMatch(line -> line.endsWith("failed in phase expectation: answered 404, expected 200 to 299"));
    }

    @Test
    void what_cannot_be_done_is_said() throws Exception {
        assertThat(get("module=local&target=127.0.0.1"))
                .returns(400, HttpResponse::statusCode)
                .returns(
                        "not supported yet: TLS over unix sockets, which module \"local\" wants",
                        answer -> answer.body().strip());
        assertThat(get("module=http_2x&target=127.0.0.1").body())
                .isEqualTo("no module \"http_2x\" in blackbox.yml; did you mean \"http_2xx\"?\n");
        assertThat(get("module=http_2xx").body())
                .isEqualTo("the parameter target is missing: /probe?target=HOST&module=NAME\n");
        assertThat(get("target=127.0.0.1", "X-Prometheus-Scrape-Timeout-Seconds", "soon"))
                .returns(400, HttpResponse::statusCode);
    }
}
