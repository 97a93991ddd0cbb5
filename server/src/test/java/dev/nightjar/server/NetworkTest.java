package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.client.NightjarClient;
import dev.nightjar.client.TrustedAuthority;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.ListenAddress;
import dev.nightjar.server.config.NightjarConfig;
import io.vertx.core.net.SelfSignedCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Beyond its own machine Nightjar speaks TLS, and knows who sends and who asks by their tokens. */
class NetworkTest {
    @TempDir
    Path folder;

    private Path certificate;
    private Path key;

    @BeforeEach
    void a_certificate() throws Exception {
        certificate = folder.resolve("chain.pem");
        key = folder.resolve("key.pem");
        renew();
    }

    private void renew() throws Exception {
        SelfSignedCertificate made = SelfSignedCertificate.create("localhost");
        Files.writeString(certificate, Files.readString(Path.of(made.certificatePath())));
        Files.writeString(key, Files.readString(Path.of(made.privateKeyPath())));
        made.delete();
    }

    private NightjarConfig config() {
        return NightjarConfig.DEFAULTS
                .withListen(new ListenAddress("0.0.0.0", 0))
                .withTls(new NightjarConfig.Tls(certificate.toString(), key.toString()))
                .withData(folder.resolve("data"))
                .withDefinitions(folder.resolve("definitions"))
                .withAgent(new NightjarConfig.Agent(true, Duration.ofMillis(200), List.of()))
                .withOtlp(NightjarConfig.DEFAULTS.otlp().listeningOn("127.0.0.1:0", ""));
    }

    /** Somebody on another machine: trusts the certificate, and knows the server by its name. */
    private final class Remote implements AutoCloseable {
        private final String root;
        private final HttpClient http = HttpClient.newBuilder()
                .sslContext(TrustedAuthority.of(certificate))
                .build();

        Remote(RunningServer server) {
            this(server.address().port());
        }

        Remote(int port) {
            root = "https://localhost:" + port;
        }

        HttpResponse<String> get(String path, String authorization) throws Exception {
            return send(HttpRequest.newBuilder(URI.create(root + path)), authorization);
        }

        HttpResponse<String> post(String path, String body, String authorization) throws Exception {
            return send(
                    HttpRequest.newBuilder(URI.create(root + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(body)),
                    authorization);
        }

        private HttpResponse<String> send(HttpRequest.Builder request, String authorization) throws Exception {
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }

        String token(String name, String scope) {
            return run(
                            "token",
                            "create",
                            "--name",
                            name,
                            "--scope",
                            scope,
                            "--server",
                            root,
                            "--authority",
                            certificate.toString(),
                            "--data",
                            folder.resolve("data").toString())
                    .strip();
        }

        @Override
        public void close() {
            http.shutdownNow();
        }
    }

    private static String run(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exit()).as(run.err()).isZero();
        return run.out();
    }

    private static String line() {
        return "{\"streams\":[{\"stream\":{\"app\":\"shop\"},\"values\":[[\"" + System.currentTimeMillis()
                + "000000\",\"hello\"]]}]}";
    }

    private static String basic(String password) {
        return "Basic " + Base64.getEncoder().encodeToString(("any:" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whoever_sends_or_asks_from_elsewhere_shows_a_token_that_is_good_for_it() throws Exception {
        try (RunningServer server = RunningServer.start(config());
                Remote remote = new Remote(server)) {
            assertThat(remote.get("/-/ready", "").statusCode()).isEqualTo(200);
            for (String path :
                    List.of("/api/v1/query?query=1", "/loki/api/v1/labels", "/nightjar/v1/pages", "/metrics")) {
                assertThat(remote.get(path, "").statusCode()).as(path).isEqualTo(401);
            }
            assertThat(remote.post("/loki/api/v1/push", line(), "").statusCode())
                    .isEqualTo(401);
            assertThat(remote.post("/v1/logs", "{}", "").statusCode()).isEqualTo(401);
            assertThat(remote.post("/api/v2/alerts", "[]", "").statusCode()).isEqualTo(401);
            assertThat(remote.get("/heartbeat/nobody-knows-this", "").statusCode())
                    .as("a heartbeat's address is its token")
                    .isEqualTo(404);

            String sender = remote.token("web-7", "ingest");
            String grafana = remote.token("grafana", "query");
            String reader = "Bearer " + grafana;
            assertThat(remote.post("/loki/api/v1/push", line(), "Bearer " + sender)
                            .statusCode())
                    .isEqualTo(204);
            assertThat(remote.post("/loki/api/v1/push", line(), basic(sender)).statusCode())
                    .as("senders that know nothing but passwords")
                    .isEqualTo(204);
            assertThat(remote.post("/api/v2/alerts", "[]", "Bearer " + sender).statusCode())
                    .isEqualTo(200);
            assertThat(remote.get("/loki/api/v1/labels", "Bearer " + sender).statusCode())
                    .isEqualTo(403);

            assertThat(remote.get("/loki/api/v1/labels", reader).body()).contains("\"app\"");
            assertThat(remote.get("/api/v1/query?query=1", basic(grafana)).statusCode())
                    .as("data sources that know nothing but passwords")
                    .isEqualTo(200);
            assertThat(remote.get("/metrics", reader).statusCode()).isEqualTo(200);
            assertThat(remote.post("/loki/api/v1/push", line(), reader).statusCode())
                    .isEqualTo(401);
            assertThat(remote.post("/loki/api/v1/push", line(), "Bearer njt_0000000000_x")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void otlp_beyond_this_machine_takes_a_token_also_where_all_else_is_on_loopback() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        NightjarConfig config = config().withListen(new ListenAddress("127.0.0.1", 0))
                .withOtlp(NightjarConfig.DEFAULTS.otlp().listeningOn("0.0.0.0:" + port, ""));
        try (RunningServer server = RunningServer.start(config);
                Remote remote = new Remote(server);
                Remote otlp = new Remote(port)) {
            assertThat(otlp.post("/v1/logs", "{}", "").statusCode()).isEqualTo(401);
            String sender = "Bearer " + remote.token("web-7", "ingest");
            assertThat(otlp.post("/v1/logs", "{}", sender).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void programs_speak_http_2_and_1_over_tls_and_nothing_without() throws Exception {
        try (RunningServer server = RunningServer.start(config());
                Remote remote = new Remote(server);
                HttpClient plain = HttpClient.newHttpClient()) {
            assertThat(remote.get("/-/healthy", "").version()).isEqualTo(HttpClient.Version.HTTP_2);
            URI unencrypted = URI.create("http://localhost:" + server.address().port() + "/-/healthy");
            assertThatThrownBy(() -> plain.send(
                            HttpRequest.newBuilder(unencrypted)
                                    .version(HttpClient.Version.HTTP_1_1)
                                    .build(),
                            HttpResponse.BodyHandlers.discarding()))
                    .isInstanceOf(IOException.class);
            ByteArrayOutputStream announced = new ByteArrayOutputStream();
            server.announce(new PrintStream(announced, true, StandardCharsets.UTF_8));
            String link = announced.toString(StandardCharsets.UTF_8);
            assertThat(link).contains("https://127.0.0.1:" + server.address().port() + "/sign-in?token=");
            String once =
                    link.substring(link.indexOf("token=") + "token=".length()).strip();
            assertThat(remote.post("/nightjar/v1/session", "{\"token\":\"" + once + "\"}", "")
                            .headers()
                            .firstValue("Set-Cookie"))
                    .hasValueSatisfying(cookie -> assertThat(cookie).endsWith("; Secure"));
        }
    }

    @Test
    void the_agent_within_and_the_client_library_have_their_ways_in() throws Exception {
        try (RunningServer server = RunningServer.start(config());
                Remote remote = new Remote(server)) {
            String reader = "Bearer " + remote.token("grafana", "query");
            try (NightjarClient client = NightjarClient.builder("shop", "shop-1")
                    .server(URI.create(remote.root))
                    .authority(certificate)
                    .token(remote.token("shop", "ingest"))
                    .interval(Duration.ZERO)
                    .start()) {
                client.meters().counter("orders").increment();
                client.collect();
                client.recordDeploy("1.4.2", "ada");
            }
            await(remote, "/api/v1/query?query=orders_total", reader, "shop-1");
            await(remote, "/nightjar/v1/changes?service=shop", reader, "1.4.2");
            await(remote, "/api/v1/query?query=nightjar_agent_build_info", reader, "\"value\"");
        }
    }

    private static void await(Remote remote, String path, String authorization, String text) throws Exception {
        String found = "";
        for (int i = 0; i < 100 && !found.contains(text); i++) {
            found = remote.get(path, authorization).body();
            if (!found.contains(text)) {
                LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            }
        }
        assertThat(found).contains(text);
    }

    @Test
    void every_command_that_asks_shows_the_same_token_and_trusts_the_same_authority() throws Exception {
        Path orders = Files.writeString(
                folder.resolve("orders.txt"),
                "# TYPE orders counter\norders_total{app=\"shop\"} 7 " + System.currentTimeMillis() / 1000
                        + "\n# EOF\n");
        Path rules = Files.writeString(
                folder.resolve("rules.yml"),
                "groups: [{name: shop, rules: [{alert: Quiet, expr: 'orders_total{lane=\"1\"} < 1'}]}]\n");
        Path token = folder.resolve("token");
        Path exported = folder.resolve("exported.txt");
        List<Asking> all = List.of(
                new Asking("1 samples stored", "import", orders.toString(), "--progress", folder + "/progress"),
                new Asking("1 metrics", "export", "--out", exported.toString(), "--match", "orders_total"),
                new Asking("threshold", "rules", "backtest", rules.toString(), "--since", "1h"),
                new Asking("no series of orders_total has the label lane", "rules", "check", rules.toString()),
                new Asking("fine: ", "logs", "verify"),
                new Asking(": shop: ", "gate", "shop", "--when-down", "closed"));
        try (RunningServer server = RunningServer.start(config());
                Remote remote = new Remote(server)) {
            Files.writeString(token, remote.token("ops", "administer"));
            for (Asking each : all) {
                Asking known = each.with("--server", remote.root, "--token-file", token.toString());
                assertThat(complaint(known.command()))
                        .contains("a certificate signed by an authority of your own is trusted by --authority FILE");
                assertThat(run(known.with("--authority", certificate.toString()).command()))
                        .contains(each.answer());
            }
        }
        assertThat(exported).content().contains("orders_total{app=\"shop\"} 7");
    }

    /** A command, and part of what it prints. */
    private record Asking(String answer, String... command) {
        Asking with(String... more) {
            return new Asking(
                    answer, Stream.concat(Stream.of(command), Stream.of(more)).toArray(String[]::new));
        }
    }

    /** What a command says that could not do what it was asked. */
    private static String complaint(String... arguments) {
        CommandRun run = CommandRun.of(arguments);
        assertThat(run.exit()).isEqualTo(1);
        return run.err();
    }

    @Test
    void a_renewed_certificate_is_shown_to_whoever_comes_then() throws Exception {
        ListenerTls tls = ListenerTls.of(new NightjarConfig.Tls(certificate.toString(), key.toString()));
        String before = tls.options().getKeyCertOptions().toString();
        renew();
        tls.renew();
        assertThat(tls.options().getKeyCertOptions().toString()).isNotEqualTo(before);

        Files.writeString(key, "nothing");
        String kept = tls.options().getKeyCertOptions().toString();
        tls.renew();
        assertThat(tls.options().getKeyCertOptions().toString()).isEqualTo(kept);
    }

    @Test
    void what_is_no_certificate_and_what_knows_no_tokens_is_said_before_anything_is_opened() throws Exception {
        assertThatThrownBy(() -> RunningServer.start(config().withTls(NightjarConfig.Tls.NONE)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("listen: 0.0.0.0:0 can be reached from other machines: set `tls.certificate`");
        assertThatThrownBy(() -> RunningServer.start(config().withTls(new NightjarConfig.Tls(
                        folder.resolve("none.pem").toString(), key.toString()))))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("none.pem cannot be read");
        Files.writeString(key, "nothing");
        assertThatThrownBy(() -> RunningServer.start(config()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("are not a certificate and its key, both in PEM");
        assertThat(folder.resolve("data")).doesNotExist();
    }
}
