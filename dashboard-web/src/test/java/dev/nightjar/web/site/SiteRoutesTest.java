package dev.nightjar.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.web.http.TestingServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SiteRoutesTest {
    private final TestingServer server = new TestingServer((router, workers) -> {
        router.route().handler(SiteRoutes::protect);
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

    @Test
    void a_path_of_programs_without_an_answer_gets_no_page() {
        for (String path : new String[] {"/api", "/api/nope", "/-/nope", "/loki/nope", "/nightjar/v2/x"}) {
            HttpResponse<String> answer = server.get(path);
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).isEqualTo("there is nothing at " + path + "\n");
        }
    }

    @Test
    void a_file_that_is_not_there_is_not_a_view() {
        assertThat(server.get("/assets/gone.js").statusCode()).isEqualTo(404);
        assertThat(server.get("/%2e%2e/secret").statusCode()).isIn(200, 404);
        assertThat(server.get("/%2e%2e/secret").body()).doesNotContain("secret content");
    }
}
