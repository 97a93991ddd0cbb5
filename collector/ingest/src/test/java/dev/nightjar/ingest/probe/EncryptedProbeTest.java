package dev.nightjar.ingest.probe;

import static dev.nightjar.ingest.probe.ProbeBench.has;
import static dev.nightjar.ingest.probe.ProbeBench.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.probeconfig.Check;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server that encrypts. */
class EncryptedProbeTest {
    @TempDir
    Path folder;

    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    private ProbeBench bench;
    private HttpServer server;
    private double ends;

    @BeforeEach
    void open() throws Exception {
        bench = new ProbeBench(folder);
        server = bench.vertx
                .createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(certificate.certificatePath())
                                .addKeyPath(certificate.privateKeyPath())))
                .requestHandler(request -> request.response().end("encrypted"))
                .listen(0)
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        try (var in = java.nio.file.Files.newInputStream(Path.of(certificate.certificatePath()))) {
            X509Certificate own =
                    (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
            ends = own.getNotAfter().toInstant().getEpochSecond();
        }
    }

    @AfterEach
    void close() throws Exception {
        certificate.delete();
        bench.close();
    }

    private String trusting() {
        return "tls_config: {ca_file: '" + certificate.certificatePath() + "', server_name: localhost}";
    }

    /** Answers {@code answer} to whoever wants a tunnel, and gives the line by which it is wanted. */
    private String throughProxy(String answer, Consumer<ProbeOutcome> then) throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            AtomicReference<String> wanted = new AtomicReference<>("");
            bench.workers.execute(() -> tunnel(proxy, answer, wanted));
            then.accept(bench.run(
                    "https://shop.invalid/a",
                    "prober: http",
                    "http: {proxy_url: 'http://ana:sesame@127.0.0.1:" + proxy.getLocalPort() + "', " + trusting()
                            + "}"));
            return wanted.get();
        }
    }

    private void tunnel(ServerSocket proxy, String answer, AtomicReference<String> wanted) {
        try (Socket from = proxy.accept();
                Socket to = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
            StringBuilder head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) from.getInputStream().read());
            }
            wanted.set(head.toString());
            from.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            bench.workers.execute(() -> pump(to, from));
            pump(from, to);
        } catch (IOException e) {
            // the test says what is missing
        }
    }

    private static void pump(Socket from, Socket to) {
        try {
            from.getInputStream().transferTo(to.getOutputStream());
            to.shutdownOutput();
        } catch (IOException e) {
            // one of both is gone
        }
    }

    @Test
    void a_proxy_makes_a_tunnel_to_what_is_encrypted() throws Exception {
        String wanted = throughProxy("HTTP/1.1 200 go ahead\r\n\r\n", outcome -> {
            assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
            assertThat(value(outcome, "probe_ssl_earliest_cert_expiry")).isEqualTo(ends);
            assertThat(outcome.phases().get("tls")).isPositive();
        });
        assertThat(wanted)
                .startsWith("CONNECT shop.invalid:443 HTTP/1.1\r\nHost: shop.invalid:443\r\n")
                .contains("\r\nProxy-Authorization: Basic YW5hOnNlc2FtZQ==\r\n");
    }

    @Test
    void a_proxy_that_makes_no_tunnel_is_named() throws Exception {
        String wanted = throughProxy("HTTP/1.1 407 who are you\r\nContent-Length: 0\r\n\r\n", outcome -> {
            assertThat(outcome.success()).isFalse();
            assertThat(outcome.log().toString())
                    .contains("the proxy 127.0.0.1 answered 407 when it was asked for shop.invalid:443");
        });
        assertThat(wanted).startsWith("CONNECT ");
    }

    @Test
    void a_trusted_certificate_is_told_with_its_end() throws Exception {
        ProbeOutcome outcome =
                bench.run("https://127.0.0.1:" + server.actualPort(), "prober: http", "http: {" + trusting() + "}");

        assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
        assertThat(value(outcome, "probe_http_ssl")).isEqualTo(1);
        assertThat(value(outcome, "probe_ssl_earliest_cert_expiry")).isEqualTo(ends);
        assertThat(value(outcome, "probe_ssl_last_chain_expiry_timestamp_seconds"))
                .isEqualTo(ends);
        assertThat(value(outcome, "probe_tls_version_info", "version", "TLS 1.3"))
                .isEqualTo(1);
        assertThat(has(outcome, "probe_tls_cipher_info")).isTrue();
        assertThat(has(outcome, "probe_ssl_last_chain_info")).isTrue();
        assertThat(outcome.phases().get("tls")).isPositive();
    }

    @Test
    void one_that_is_not_trusted_fails_in_phase_tls_and_its_end_is_told_all_the_same() throws Exception {
        ProbeOutcome outcome = bench.run("https://127.0.0.1:" + server.actualPort(), "prober: http");

        assertThat(outcome.success()).isFalse();
        assertThat(outcome.failedPhase()).isEqualTo("tls");
        assertThat(outcome.reason()).startsWith("no encrypted connection: ");
        assertThat(value(outcome, "probe_ssl_earliest_cert_expiry")).isEqualTo(ends);
    }

    @Test
    void a_certificate_for_another_name_fails() throws Exception {
        ProbeOutcome outcome = bench.run(
                "127.0.0.1:" + server.actualPort(),
                "prober: tcp",
                "tcp: {tls: true, tls_config: {ca_file: '" + certificate.certificatePath()
                        + "', server_name: other.example}}");

        assertThat(outcome.failedPhase()).isEqualTo("tls");
        assertThat(bench.run("127.0.0.1:" + server.actualPort(), "prober: tcp", "tcp: {tls: true, " + trusting() + "}")
                        .success())
                .isTrue();
    }

    @Test
    void a_certificate_has_to_be_good_for_some_days() throws Exception {
        Check check = bench.check("prober: tcp", "tcp: {tls: true, tls_config: {insecure_skip_verify: true}}");
        String target = "127.0.0.1:" + server.actualPort();

        ProbeOutcome good = bench.prober.probe(check, target, Optional.empty(), 1, Duration.ofSeconds(20));
        ProbeOutcome bad = bench.prober.probe(check, target, Optional.empty(), 10_000_000, Duration.ofSeconds(20));

        assertThat(good.success()).as("%s", good.log()).isTrue();
        assertThat(bad.failedPhase()).isEqualTo("expectation");
        assertThat(bad.reason()).endsWith("it has to be good for 10000000");
    }
}
