package dev.nightjar.ingest.influx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.TestingRoutes;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** As Telegraf's two outputs ask, over real HTTP. */
class InfluxRoutesTest {
    private static final String TELEGRAF = "Telegraf/1.31.0";

    private final TestingRoutes routes = new TestingRoutes((samples, logs, limits) ->
            InfluxWrite.protocols(samples, limits, InstantSource.fixed(Instant.ofEpochMilli(77_000))));

    @AfterEach
    void stop() {
        routes.close();
    }

    private HttpResponse<String> write(String path, String lines) throws Exception {
        return routes.post(path, lines, "User-Agent", TELEGRAF);
    }

    @Test
    void version_one_makes_its_database_and_writes() throws Exception {
        HttpResponse<String> made = routes.post("/query?q=CREATE+DATABASE+%22telegraf%22", "", "User-Agent", TELEGRAF);
        HttpResponse<String> form = routes.post("/query", "q=create%20database%20t", "User-Agent", TELEGRAF);
        HttpResponse<String> written = write("/write?db=telegraf&precision=s", "cpu,host=a idle=97.5 1700000000\n");

        assertThat(made.statusCode()).isEqualTo(200);
        assertThat(made.body()).isEqualTo("{\"results\":[{\"statement_id\":0}]}");
        assertThat(form.statusCode()).isEqualTo(200);
        assertThat(written.statusCode()).isEqualTo(204);
        assertThat(routes.samples()).containsExactly("cpu_idle{db=\"telegraf\", host=\"a\"} 97.5@1700000000000");
    }

    @Test
    void version_two_writes_gzip_to_a_bucket() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(body)) {
            gzip.write("cpu idle=1 1700000000000000000".getBytes(StandardCharsets.UTF_8));
        }

        HttpResponse<String> written = routes.send(
                "POST",
                "/influx/api/v2/write?org=o&bucket=shop%20floor&precision=ns",
                body.toByteArray(),
                "User-Agent",
                TELEGRAF,
                "Content-Encoding",
                "gzip",
                "Authorization",
                "Token t");

        assertThat(written.statusCode()).isEqualTo(204);
        assertThat(routes.samples()).containsExactly("cpu_idle{db=\"shop floor\"} 1.0@1700000000000");
    }

    @Test
    void version_twos_token_is_one() throws Exception {
        routes.requireToken("t0ken");

        assertThat(write("/api/v2/write?bucket=b", "m f=1").statusCode()).isEqualTo(401);
        assertThat(routes.post("/api/v2/write?bucket=b", "m f=1", "Authorization", "Token t0ken")
                        .statusCode())
                .isEqualTo(204);
    }

    @Test
    void whether_anybody_is_there_is_answered() throws Exception {
        HttpResponse<String> ping = routes.send("HEAD", "/ping", "");
        HttpResponse<String> health = routes.send("GET", "/influx/health", "");

        assertThat(ping.statusCode()).isEqualTo(204);
        assertThat(ping.headers().firstValue("X-Influxdb-Version"))
                .hasValueSatisfying(version -> assertThat(version).startsWith("1."));
        assertThat(health.body()).contains("\"status\":\"pass\"");
        assertThat(routes.send("GET", "/query?q=SELECT+1", "").body())
                .startsWith("{\"error\":\"not supported yet: InfluxQL, found \\\"SELECT 1\\\"");
        assertThat(routes.send("GET", "/query?q=SHOW+DATABASES", "").body())
                .isEqualTo(
                        "{\"results\":[{\"statement_id\":0,\"series\":[{\"name\":\"databases\",\"columns\":[\"name\"]}]}]}");
        assertThat(routes.send("GET", "/query", "", "Accept", "text/html").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_full_store_says_when_to_come_back_and_refusals_are_counted_by_reason() throws Exception {
        write("/write", "m f=1 1000000000\nbroken");
        routes.samplesGoTo(batch -> new IngestResult.Rejected(0, List.of(new Rejection("too_old", "too old", 1))));
        write("/write", "m f=1,text=\"t\" 2000000000");
        routes.samplesGoTo(batch -> new IngestResult.Overloaded(Duration.ofSeconds(3), "full"));
        HttpResponse<String> full = write("/write", "m f=1 3000000000");

        assertThat(full.statusCode()).isEqualTo(503);
        assertThat(full.headers().firstValue("Retry-After")).contains("3");
        assertThat(full.body()).contains("\"code\":\"unavailable\"");
        assertThat(routes.samples()).containsExactly("m_f 1.0@1000");
        assertThat(routes.counts())
                .containsExactly(
                        "influx Telegraf accepted 1 1",
                        "influx Telegraf invalid_line 1 1",
                        "influx Telegraf overloaded 1 0",
                        "influx Telegraf too_old 1 1");
    }
}
