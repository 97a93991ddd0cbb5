package dev.nightjar.ingest.probe;

import static dev.nightjar.ingest.probe.ProbeBench.value;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server. */
class HttpProbeTest {
    @TempDir
    Path folder;

    private HttpServer server;
    private ProbeBench bench;
    private String url;
    private final AtomicReference<String> asked = new AtomicReference<>("");
    private final AtomicReference<String> proxied = new AtomicReference<>("");

    @BeforeEach
    void open() throws IOException {
        bench = new ProbeBench(folder);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        url = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> answer(exchange, 200, "all is well"));
        server.createContext("/broken", exchange -> answer(exchange, 503, "no"));
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().set("Location", "/here");
            answer(exchange, 302, "");
        });
        server.createContext("/circle", exchange -> {
            exchange.getResponseHeaders().set("Location", "/circle");
            answer(exchange, 307, "");
        });
        server.createContext("/zipped", exchange -> {
            ByteArrayOutputStream zipped = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
                gzip.write("plain words".repeat(100).getBytes(StandardCharsets.UTF_8));
            }
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, 0); // in chunks
            exchange.getResponseBody().write(zipped.toByteArray());
            exchange.close();
        });
        server.start();
    }

    private void answer(HttpExchange exchange, int status, String text) throws IOException {
        asked.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " "
                + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        proxied.set(String.valueOf(exchange.getRequestHeaders().getFirst("Proxy-Authorization")));
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Last-Modified", "Wed, 21 Oct 2026 07:28:00 GMT");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @AfterEach
    void close() throws Exception {
        server.stop(0);
        bench.close();
    }

    @Test
    void a_target_is_asked_for_through_a_proxy_which_resolves_its_name() throws IOException {
        String proxy = url.replace("http://", "http://ana:s%C3%A9same@");
        ProbeOutcome outcome =
                bench.run("http://shop.invalid:81/a?b=c", "prober: http", "http: {proxy_url: '" + proxy + "'}");
        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(asked.get()).startsWith("GET http://shop.invalid:81/a?b=c null");
        assertThat(proxied.get())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("ana:s\u00e9same".getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void what_is_exempt_from_a_proxy_is_asked_directly() throws IOException {
        ProbeOutcome outcome = bench.run(
                url + "/a", "prober: http", "http: {proxy_url: 'http://127.0.0.1:1', no_proxy: '127.0.0.0/8'}");
        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(asked.get()).startsWith("GET /a ");
    }

    @Test
    void a_token_is_fetched_once_and_shown_to_the_target() throws IOException {
        AtomicInteger fetched = new AtomicInteger();
        AtomicReference<String> wanted = new AtomicReference<>("");
        server.createContext("/token", exchange -> {
            wanted.set(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            answer(exchange, 200, "{\"access_token\": \"t" + fetched.incrementAndGet() + "\", \"expires_in\": 3600}");
        });
        String module = "http: {oauth2: {client_id: nightjar, client_secret: sesame, scopes: [see], token_url: '" + url
                + "/token'}}";

        for (int run = 0; run < 2; run++) {
            ProbeOutcome outcome = bench.run(url + "/shop", "prober: http", module);
            assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
            assertThat(asked.get()).startsWith("GET /shop Bearer t1");
        }

        assertThat(wanted.get()).isEqualTo("Basic bmlnaHRqYXI6c2VzYW1l grant_type=client_credentials&scope=see");
        assertThat(fetched).hasValue(1);
    }

    @Test
    void a_token_that_is_not_given_fails_the_probe_by_its_name() throws IOException {
        ProbeOutcome outcome = bench.run(
                url + "/shop",
                "prober: http",
                "http: {oauth2: {client_id: nightjar, client_secret: sesame, token_url: '" + url + "/broken'}}");

        assertThat(outcome.success()).isFalse();
        assertThat(outcome.log().toString())
                .contains(url + "/broken gave no token: " + url + "/broken answered with status 503");
    }

    @Test
    void what_answers_well_succeeds_with_its_phases() throws IOException {
        ProbeOutcome outcome = bench.run(url, "prober: http");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(outcome.phases()).containsOnlyKeys("resolve", "connect", "tls", "processing", "transfer");
        assertThat(outcome.phases().get("tls")).isZero();
        Duration sum = outcome.phases().values().stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(sum).isPositive().isLessThanOrEqualTo(outcome.took());
        assertThat(value(outcome, "probe_success")).isEqualTo(1);
        assertThat(value(outcome, "probe_http_status_code")).isEqualTo(200);
        assertThat(value(outcome, "probe_http_version")).isEqualTo(1.1);
        assertThat(value(outcome, "probe_http_ssl")).isZero();
        assertThat(value(outcome, "probe_http_redirects")).isZero();
        assertThat(value(outcome, "probe_http_content_length")).isEqualTo(11);
        assertThat(value(outcome, "probe_http_uncompressed_body_length")).isEqualTo(11);
        assertThat(value(outcome, "probe_http_last_modified_timestamp_seconds")).isEqualTo(1_792_567_680);
        assertThat(value(outcome, "probe_failed_due_to_regex")).isZero();
        assertThat(value(outcome, "probe_ip_protocol")).isEqualTo(4);
        assertThat(value(outcome, "probe_http_duration_seconds", "phase", "transfer"))
                .isGreaterThanOrEqualTo(0);
        assertThat(asked.get()).isEqualTo("GET / null ");
    }

    @Test
    void another_status_fails_what_is_expected() throws IOException {
        ProbeOutcome outcome = bench.run(url + "/broken", "prober: http");

        assertThat(outcome.success()).isFalse();
        assertThat(outcome.failedPhase()).isEqualTo("expectation");
        assertThat(outcome.reason()).isEqualTo("answered 503, expected 200 to 299");
        assertThat(value(outcome, "probe_http_status_code")).isEqualTo(503);
        assertThat(value(outcome, "probe_failure_info", "phase", "expectation")).isEqualTo(1);
        assertThat(bench.run(url + "/broken", "prober: http", "http: {valid_status_codes: [503]}")
                        .success())
                .isTrue();
    }

    @Test
    void redirects_are_followed_and_counted() throws IOException {
        ProbeOutcome followed = bench.run(url + "/moved", "prober: http");
        ProbeOutcome not =
                bench.run(url + "/moved", "prober: http", "http: {follow_redirects: false, valid_status_codes: [302]}");
        ProbeOutcome endless = bench.run(url + "/circle", "prober: http");

        assertThat(followed.success()).isTrue();
        assertThat(value(followed, "probe_http_redirects")).isEqualTo(1);
        assertThat(not.success()).isTrue();
        assertThat(value(not, "probe_http_redirects")).isEqualTo(1);
        assertThat(endless.reason()).isEqualTo("redirected more than 10 times");
    }

    @Test
    void bodies_and_headers_are_held_against_expressions() throws IOException {
        ProbeOutcome wrong = bench.run(url, "prober: http", "http: {fail_if_body_not_matches_regexp: ['goo+d']}");
        ProbeOutcome right = bench.run(url, "prober: http", "http: {fail_if_body_not_matches_regexp: ['w.ll$']}");
        ProbeOutcome found = bench.run(url, "prober: http", "http: {fail_if_body_matches_regexp: ['all']}");
        ProbeOutcome header =
                bench.run(url, "prober: http", "http: {fail_if_header_not_matches: [{header: X-No, regexp: '.*'}]}");

        assertThat(wrong.reason()).isEqualTo("the body does not match \"goo+d\"");
        assertThat(value(wrong, "probe_failed_due_to_regex")).isEqualTo(1);
        assertThat(right.success()).isTrue();
        assertThat(found.reason()).isEqualTo("the body matches \"all\"");
        assertThat(header.reason()).isEqualTo("header X-No is missing");
    }

    @Test
    void what_is_sent_is_as_the_module_says() throws IOException {
        ProbeOutcome outcome = bench.run(
                url + "/form?a=b",
                "prober: http",
                "http: {method: POST, body: '{\"x\":1}', basic_auth: {username: ann, password: secret}}");

        assertThat(outcome.success()).isTrue();
        assertThat(asked.get()).isEqualTo("POST /form?a=b Basic YW5uOnNlY3JldA== {\"x\":1}");
    }

    @Test
    void a_compressed_body_in_chunks_is_read() throws IOException {
        ProbeOutcome outcome = bench.run(
                url + "/zipped",
                "prober: http",
                "http: {compression: gzip, fail_if_body_not_matches_regexp: ['^(plain words){100}$']}");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(value(outcome, "probe_http_content_length")).isEqualTo(-1);
        assertThat(value(outcome, "probe_http_uncompressed_body_length")).isEqualTo(1100);
        assertThat(bench.run(url + "/zipped", "prober: http", "http: {compression: gzip, body_size_limit: 1KB}")
                        .reason())
                .isEqualTo("the body is longer than body_size_limit, 1024 bytes");
    }

    @Test
    void encryption_may_be_needed() throws IOException {
        assertThat(bench.run(url, "prober: http", "http: {fail_if_not_ssl: true}")
                        .reason())
                .isEqualTo("the connection was not encrypted in the end");
    }

    @Test
    void nobody_there_fails_in_phase_connect() throws IOException {
        server.stop(0);

        ProbeOutcome outcome = bench.run(url, "prober: http");

        assertThat(outcome.success()).isFalse();
        assertThat(outcome.failedPhase()).isEqualTo("connect");
        assertThat(value(outcome, "probe_http_duration_seconds", "phase", "processing"))
                .isZero();
        assertThat(value(outcome, "probe_http_status_code")).isZero(); // rules ask for it
        assertThat(value(outcome, "probe_ip_protocol")).isEqualTo(4);
    }

    @Test
    void a_name_that_nobody_knows_is_no_address() throws IOException {
        ProbeOutcome outcome = bench.run("http://nobody.invalid/", "prober: http");

        assertThat(outcome.failedPhase()).isEqualTo("resolve");
        assertThat(value(outcome, "probe_http_status_code")).isZero();
        assertThat(value(outcome, "probe_ip_protocol")).isZero();
        assertThat(value(outcome, "probe_dns_lookup_time_seconds")).isPositive();
    }

    @Test
    void one_that_never_answers_is_given_up_in_its_phase() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            ProbeOutcome outcome =
                    bench.run("http://127.0.0.1:" + silent.getLocalPort(), Duration.ofMillis(200), "prober: http");

            assertThat(outcome.success()).isFalse();
            assertThat(outcome.failedPhase()).isEqualTo("processing");
            assertThat(outcome.reason()).isEqualTo("no end within 200 ms");
            assertThat(outcome.took()).isGreaterThanOrEqualTo(Duration.ofMillis(190));
        }
    }

    @Test
    void one_that_breaks_off_fails_in_phase_transfer() throws Exception {
        try (ServerSocket broken = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            Thread thread = Thread.ofVirtual().start(() -> {
                try (Socket socket = broken.accept()) {
                    socket.getInputStream().read(new byte[4096]);
                    socket.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf"
                                    .getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            ProbeOutcome outcome = bench.run("http://127.0.0.1:" + broken.getLocalPort(), "prober: http");
            thread.join();

            assertThat(outcome.failedPhase()).isEqualTo("transfer");
            assertThat(outcome.reason()).isEqualTo("the connection was closed, 96 bytes before the end of the body");
        }
    }
}
