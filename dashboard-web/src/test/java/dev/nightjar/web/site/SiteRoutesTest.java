package dev.nightjar.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.web.http.TestingServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SiteRoutesTest {
    private final TestingServer server = new TestingServer((router, workers) -> {
        router.route().handler(SiteRoutes::protect);
        router.get("/nightjar/v1/known").handler(context -> context.end("known"));
        new SiteRoutes(SiteRoutesTest.class.getClassLoader(), "testing-site/", workers).mount(router);
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void every_view_gets_the_page_with_a_policy_and_is_asked_for_again() {
        for (String path : new String[] {"/", "/index.html", "/services/checkout", "/incidents/i-7"}) {
            HttpResponse<String> page = server.get(path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("<title>A page</title>");
            assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
            assertThat(page.headers().firstValue("Cache-Control")).hasValue("no-cache");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("script-src 'self';")
                    .contains("frame-ancestors 'none'");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        }
    }

    @Test
    void files_with_a_hash_are_kept_for_ever_and_compressed() throws IOException {
        HttpResponse<byte[]> file = server.bytes("/assets/app-1a2b.js", "Accept-Encoding", "gzip");

        assertThat(file.headers().firstValue("Cache-Control")).hasValue("public, max-age=31536000, immutable");
        assertThat(file.headers().firstValue("Content-Encoding")).hasValue("gzip");
        String text = new String(
                new GZIPInputStream(new ByteArrayInputStream(file.body())).readAllBytes(), StandardCharsets.UTF_8);
        assertThat(text).isEqualTo(server.get("/assets/app-1a2b.js").body());
    }

    @Test
    void what_the_browser_has_already_is_not_sent_again() {
        String etag = server.get("/").headers().firstValue("ETag").orElseThrow();

        HttpResponse<String> again = server.get("/", "If-None-Match", etag);

        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /api                  | {"status":"error","errorType":"not_found","error":"there is nothing at /api"}
            /api/v3/nope          | {"status":"error","errorType":"not_found","error":"there is nothing at /api/v3/nope"}
            /prometheus/nope      | {"status":"error","errorType":"not_found","error":"there is nothing at /prometheus/nope"}
            /api/v2/nope          | {"code":404,"message":"there is nothing at /api/v2/nope"}
            /otlp/v1/nope         | {"code":5,"message":"there is nothing at /otlp/v1/nope"}
            /v1/nope              | {"code":5,"message":"there is nothing at /v1/nope"}
            /v2/nope              | {"status":"invalid","message":"there is nothing at /v2/nope","errors":["there is nothing at /v2/nope"]}
            /nightjar/v2/x        | {"error":"there is nothing at /nightjar/v2/x","where":null,"hint":"GET /nightjar/v1/openapi.json says what there is"}
            /api/prom/nope        | there is nothing at /api/prom/nope
            /loki/nope            | there is nothing at /loki/nope
            /ingester/ring        | there is nothing at /ingester/ring
            /distributor/all_user_stats | there is nothing at /distributor/all_user_stats
            /-/nope               | there is nothing at /-/nope
            """)
    void programs_that_ask_for_what_is_not_there_are_told_in_the_shape_of_their_protocol(String path, String told) {
        HttpResponse<String> answer = server.get(path);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body().strip()).isEqualTo(told);
        String type = told.startsWith("{") ? "application/json" : "text/plain; charset=utf-8";
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");

        HttpResponse<String> sent = server.post(path, "application/json", "{}");
        assertThat(sent.statusCode()).isIn(404, 405);
        assertThat(sent.body()).contains(path + " does not take POST").doesNotContain("<");
        assertThat(sent.headers().firstValue("Content-Type")).hasValue(type);
    }

    @Test
    void a_request_that_cannot_be_read_is_told_so_and_not_logged_as_a_failure_of_ours() throws IOException {
        for (String request : List.of("GET /api/v1/%zz HTTP/1.1\r\nHost: localhost", "GET /api/v1/x HTTP/1.1")) {
            try (Socket socket = new Socket("127.0.0.1", server.port())) {
                String whole = request + "\r\nConnection: close\r\n\r\n";
                socket.getOutputStream().write(whole.getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .startsWith("HTTP/1.1 400 ")
                        .endsWith("{\"status\":\"error\",\"errorType\":\"bad_data\","
                                + "\"error\":\"the request could not be read\"}");
            }
        }
    }

    @Test
    void what_takes_other_methods_says_so() {
        HttpResponse<String> answer = server.post("/nightjar/v1/known", "application/json", "{}");
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.body()).contains("/nightjar/v1/known does not take POST");
    }

    @Test
    void a_file_that_is_not_there_is_not_a_view() {
        assertThat(server.get("/assets/gone.js").statusCode()).isEqualTo(404);
        assertThat(server.get("/%2e%2e/secret").statusCode()).isIn(200, 404);
        assertThat(server.get("/%2e%2e/secret").body()).doesNotContain("secret content");
    }
}
