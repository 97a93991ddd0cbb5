package dev.nightjar.ingest.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.TestingProxy;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Requests through proxies, to a server that encrypts and to one that does not. */
class ProxyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final SelfSignedCertificate certificate = SelfSignedCertificate.create("localhost");
    private final PemKeyCertOptions own =
            new PemKeyCertOptions().addCertPath(certificate.certificatePath()).addKeyPath(certificate.privateKeyPath());
    private final List<AutoCloseable> open = new ArrayList<>();
    private HttpServer plain;
    private HttpServer encrypted;

    @BeforeEach
    void start() {
        plain = vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1"))
                .requestHandler(request -> answer(request, "plain"))
                .listen(0)
                .await();
        encrypted = vertx.createHttpServer(new HttpServerOptions()
                        .setHost("127.0.0.1")
                        .setSsl(true)
                        .setKeyCertOptions(own))
                .requestHandler(request -> answer(request, "encrypted"))
                .listen(0)
                .await();
    }

    /** Says how it was asked; what is for the proxy alone must not come here by a tunnel. */
    private static void answer(HttpServerRequest request, String how) {
        if ("/moved".equals(request.path())) {
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", "/there")
                    .end();
        } else {
            request.response()
                    .end(how + " " + request.path() + " for " + request.getHeader("Host")
                            + (request.headers().contains("X-Tenant") ? ", tenant" : ""));
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
        vertx.close().await();
        certificate.delete();
    }

    private TestingProxy proxyTo(HttpServer target) throws IOException {
        TestingProxy proxy = new TestingProxy(target.actualPort());
        open.add(proxy);
        return proxy;
    }

    /** A port at which {@code proxy} is spoken to by TLS. */
    private int encrypting(TestingProxy proxy) {
        NetServer outside = vertx.createNetServer(
                new NetServerOptions().setHost("127.0.0.1").setSsl(true).setKeyCertOptions(own));
        outside.connectHandler(near -> {
            near.pause();
            vertx.createNetClient().connect(proxy.port(), "127.0.0.1").onSuccess(far -> join(near, far));
        });
        return outside.listen(0).await().actualPort();
    }

    private static void join(NetSocket near, NetSocket far) {
        var _ = near.pipeTo(far);
        var _ = far.pipeTo(near);
    }

    /** A client of a job with these fields. */
    private FetchClient client(String fields) {
        HttpAccess access = ScrapeFile.parse(
                        "prometheus.yml",
                        "scrape_configs: [{job_name: a, tls_config: {ca_file: '" + certificate.certificatePath()
                                + "'}, " + fields + "}]",
                        Path.of(""))
                .jobs()
                .getFirst()
                .access();
        FetchClient client = new FetchClient(vertx, access, InstantSource.system());
        open.add(client);
        return client;
    }

    private static String get(FetchClient client, String url) throws FetchException {
        Fetched fetched = client.get(URI.create(url), Map.of(), PATIENCE, 1_000_000, 16);
        return new String(fetched.body(), 0, fetched.length(), UTF_8);
    }

    @Test
    void a_socks_proxy_resolves_names_and_knows_who_asks() throws Exception {
        TestingProxy proxy = proxyTo(plain);
        FetchClient client = client("proxy_url: 'socks5://ana:sesame@localhost:" + proxy.port() + "'");

        assertThat(get(client, "http://shop.invalid:81/metrics")).isEqualTo("plain /metrics for shop.invalid:81");
        assertThat(get(client, "http://shop.invalid:81/moved")).isEqualTo("plain /there for shop.invalid:81");
        assertThat(proxy.asked).isNotEmpty().containsOnly("socks5 ana:sesame shop.invalid:81");
    }

    @Test
    void a_socks_proxy_leads_to_what_is_encrypted() throws Exception {
        TestingProxy proxy = proxyTo(encrypted);
        FetchClient client = client("proxy_url: 'socks5h://127.0.0.1:" + proxy.port() + "'");

        assertThat(get(client, "https://localhost:44/metrics")).isEqualTo("encrypted /metrics for localhost:44");
        assertThat(proxy.asked).containsExactly("socks5  localhost:44");
    }

    @Test
    void a_proxy_is_told_headers_of_its_own_where_it_makes_a_tunnel() throws Exception {
        TestingProxy proxy = proxyTo(encrypted);
        FetchClient client = client("proxy_url: 'http://ana:sesame@localhost:" + proxy.port()
                + "', proxy_connect_header: {X-Tenant: [shop, stock]}");

        for (int scrape = 0; scrape < 20; scrape++) {
            assertThat(get(client, "https://localhost:44/metrics")).isEqualTo("encrypted /metrics for localhost:44");
        }
        assertThat(proxy.asked)
                .as("tunnels are used again")
                .hasSizeLessThan(20)
                .first()
                .asString()
                .startsWith("CONNECT localhost:44 HTTP/1.1\r\n")
                .containsIgnoringCase("\r\nHost: localhost:44\r\n")
                .contains("\r\nX-Tenant: shop\r\n", "\r\nX-Tenant: stock\r\n")
                .contains("\r\nProxy-Authorization: Basic YW5hOnNlc2FtZQ==\r\n");
    }

    @Test
    void a_proxy_is_not_told_them_where_it_makes_none() throws Exception {
        TestingProxy proxy = proxyTo(plain);
        FetchClient client = client("proxy_url: 'http://ana:sesame@localhost:" + proxy.port()
                + "', proxy_connect_header: {X-Tenant: [shop]}");

        assertThat(get(client, "http://shop.invalid:81/metrics?a=b")).isEqualTo("plain /metrics for shop.invalid:81");
        assertThat(proxy.asked)
                .singleElement()
                .asString()
                .startsWith("GET http://shop.invalid:81/metrics?a=b HTTP/1.1\r\n")
                .contains("\r\nProxy-Authorization: Basic YW5hOnNlc2FtZQ==\r\n")
                .doesNotContain("Tenant");
    }

    @Test
    void a_proxy_may_be_spoken_to_by_tls() throws Exception {
        TestingProxy toEncrypted = proxyTo(encrypted);
        FetchClient tunnel = client("proxy_url: 'https://localhost:" + encrypting(toEncrypted) + "'");
        assertThat(get(tunnel, "https://localhost:44/metrics")).isEqualTo("encrypted /metrics for localhost:44");
        assertThat(toEncrypted.asked).singleElement().asString().startsWith("CONNECT localhost:44 ");

        TestingProxy toPlain = proxyTo(plain);
        FetchClient asking = client("proxy_url: 'https://ana:sesame@localhost:" + encrypting(toPlain) + "'");
        assertThat(get(asking, "http://shop.invalid/moved")).isEqualTo("plain /there for shop.invalid");
        assertThat(toPlain.asked)
                .first()
                .asString()
                .startsWith("GET http://shop.invalid/moved HTTP/1.1\r\n")
                .contains("\r\nProxy-Authorization: Basic YW5hOnNlc2FtZQ==\r\n");
    }

    @Test
    void a_proxy_whose_certificate_nobody_trusts_is_shown_nothing() throws Exception {
        TestingProxy proxy = proxyTo(plain);
        int port = encrypting(proxy);

        assertThatThrownBy(() -> get(client("proxy_url: 'https://127.0.0.2:" + port + "'"), "http://shop.invalid/"))
                .isInstanceOf(FetchException.class);
        assertThat(proxy.asked).isEmpty();
    }

    @Test
    void a_proxy_that_makes_no_tunnel_is_named_with_what_it_answered() throws Exception {
        TestingProxy proxy = proxyTo(encrypted);
        proxy.refuses("HTTP/1.1 403 not for you");
        FetchClient client =
                client("proxy_url: 'http://localhost:" + proxy.port() + "', proxy_connect_header: {X-Tenant: [shop]}");

        assertThatThrownBy(() -> get(client, "https://localhost:44/metrics"))
                .hasMessage("https://localhost:44/metrics cannot be asked: the proxy localhost:" + proxy.port()
                        + " answered 403 not for you");
    }

    @Test
    void a_proxy_that_is_not_there_is_named() {
        FetchClient client = client("proxy_url: 'https://localhost:1'");

        assertThatThrownBy(() -> get(client, "https://localhost:44/metrics"))
                .hasMessageStartingWith(
                        "https://localhost:44/metrics cannot be asked: the proxy localhost:1 cannot be used: ");
        assertThatThrownBy(() -> get(client, "http://localhost:44/metrics"))
                .hasMessageStartingWith("http://localhost:44/metrics answered with status 502 the proxy localhost:1 ");
    }

    @Test
    void only_who_made_a_way_to_the_proxy_is_let_through() throws Exception {
        TestingProxy proxy = proxyTo(encrypted);
        URI uri = URI.create("http://ana:sesame@localhost:" + proxy.port());

        try (ProxyRelay relay = ProxyRelay.start(vertx, uri, HttpAccess.DEFAULTS, InstantSource.system());
                Socket stranger = new Socket(
                        InetAddress.getLoopbackAddress(), relay.options().getPort())) {
            stranger.getOutputStream()
                    .write("CONNECT localhost:44 HTTP/1.1\r\nHost: localhost:44\r\n\r\n".getBytes(UTF_8));

            assertThat(new String(stranger.getInputStream().readNBytes(12), UTF_8))
                    .isEqualTo("HTTP/1.1 407");
        }
        assertThat(proxy.asked).isEmpty();
    }
}
