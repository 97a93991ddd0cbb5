package dev.nightjar.ingest.probe;

import static dev.nightjar.ingest.probe.ProbeBench.has;
import static dev.nightjar.ingest.probe.ProbeBench.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.TestingProxy;
import dev.nightjar.ingest.probeconfig.Check;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
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

    /** Asks for {@code url} by way of a proxy with these fields, which knows that all is at the server. */
    private ProbeOutcome through(TestingProxy proxy, String url, String fields) throws IOException {
        return bench.run(
                url,
                "prober: http",
                "http: {" + fields.replace("PROXY", "ana:sesame@localhost:" + proxy.port()) + ", " + trusting() + "}");
    }

    @Test
    void a_proxy_makes_a_tunnel_to_what_is_encrypted() throws Exception {
        try (TestingProxy proxy = new TestingProxy(server.actualPort())) {
            ProbeOutcome outcome = through(
                    proxy,
                    "https://shop.invalid/a",
                    "proxy_url: 'http://PROXY', proxy_connect_header: {X-Tenant: [shop, stock]}");

            assertThat(outcome.success()).as("%s", outcome.log()).isTrue();
            assertThat(value(outcome, "probe_ssl_earliest_cert_expiry")).isEqualTo(ends);
            assertThat(outcome.phases().get("tls")).isPositive();
            assertThat(proxy.asked)
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT shop.invalid:443 HTTP/1.1\r\nHost: shop.invalid:443\r\n")
                    .contains("\r\nX-Tenant: shop\r\nX-Tenant: stock\r\n")
                    .contains("\r\nProxy-Authorization: Basic YW5hOnNlc2FtZQ==\r\n");
        }
    }

    @Test
    void a_proxy_that_makes_no_tunnel_is_named() throws Exception {
        try (TestingProxy proxy = new TestingProxy(server.actualPort())) {
            proxy.refuses("HTTP/1.1 407 who are you");
            ProbeOutcome outcome = through(proxy, "https://shop.invalid/a", "proxy_url: 'http://PROXY'");

            assertThat(outcome.success()).isFalse();
            assertThat(outcome.log().toString())
                    .contains("the proxy localhost answered 407 when it was asked for shop.invalid:443");
        }
    }

    @Test
    void a_proxy_of_socks_leads_to_names_and_addresses() throws Exception {
        try (TestingProxy proxy = new TestingProxy(server.actualPort())) {
            ProbeOutcome named = through(proxy, "https://shop.invalid/a", "proxy_url: 'socks5://PROXY'");
            assertThat(named.success()).as("%s", named.log()).isTrue();
            assertThat(value(named, "probe_ssl_earliest_cert_expiry")).isEqualTo(ends);
            ProbeOutcome addressed = through(proxy, "https://192.0.2.7:8443/a", "proxy_url: 'socks5h://PROXY'");
            assertThat(addressed.success()).as("%s", addressed.log()).isTrue();

            assertThat(proxy.asked)
                    .containsExactly("socks5 ana:sesame shop.invalid:443", "socks5 ana:sesame 192.0.2.7:8443");
        }
    }

    @Test
    void a_proxy_may_be_spoken_to_by_tls_of_whose_certificate_nothing_is_told() throws Exception {
        try (TestingProxy proxy = new TestingProxy(server.actualPort())) {
            int port = encrypting(proxy);
            ProbeOutcome tunnel =
                    through(proxy, "https://shop.invalid/a", "proxy_url: 'https://localhost:" + port + "'");
            assertThat(tunnel.success()).as("%s", tunnel.log()).isTrue();
            assertThat(proxy.asked).singleElement().asString().startsWith("CONNECT shop.invalid:443 ");

            ProbeOutcome plain = through(proxy, "http://shop.invalid/a", "proxy_url: 'https://localhost:" + port + "'");
            assertThat(proxy.asked).last().asString().startsWith("GET http://shop.invalid/a HTTP/1.1\r\n");
            assertThat(has(plain, "probe_ssl_earliest_cert_expiry")).isFalse();
        }
    }

    /** A port at which {@code proxy} is spoken to by TLS. */
    private int encrypting(TestingProxy proxy) {
        return bench.vertx
                .createNetServer(new NetServerOptions()
                        .setHost("127.0.0.1")
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .addCertPath(certificate.certificatePath())
                                .addKeyPath(certificate.privateKeyPath())))
                .connectHandler(near -> {
                    near.pause();
                    bench.vertx
                            .createNetClient()
                            .connect(proxy.port(), "127.0.0.1")
                            .onSuccess(far -> {
                                var _ = near.pipeTo(far);
                                var _ = far.pipeTo(near);
                            });
                })
                .listen(0)
                .await()
                .actualPort();
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
