package dev.nightjar.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.nightjar.alerting.delivery.SendResult;
import dev.nightjar.alerting.routing.AlertmanagerFile;
import dev.nightjar.alerting.routing.Routing;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import dev.nightjar.model.event.NoticeEvent.NoticeQueued;
import dev.nightjar.model.event.NoticeEvent.Shown;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates, tokens and proxies, over real sockets. */
class ConnectionsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    private final List<String> seen = new CopyOnWriteArrayList<>();
    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    private static InetSocketAddress anyPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Writes down by which version it was reached and whom the client said to be. */
    private int encryptedServer(boolean wantsClients) throws Exception {
        HttpsServer server = HttpsServer.create(anyPort(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(TestingCertificates.server()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = getSSLContext().getDefaultSSLParameters();
                wanted.setNeedClientAuth(wantsClients);
                parameters.setSSLParameters(wanted);
            }
        });
        server.createContext("/", exchange -> {
            HttpsExchange encrypted = (HttpsExchange) exchange;
            String client = "";
            try {
                client = " " + encrypted.getSSLSession().getPeerPrincipal();
            } catch (SSLPeerUnverifiedException e) {
                // it did not say
            }
            seen.add(encrypted.getSSLSession().getProtocol() + client);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    /** Tokens {@code t1}, {@code t2}, …; the first is taken back after its first use. */
    private int tokenServer(boolean credentialsInBody) throws Exception {
        HttpServer server = HttpServer.create(anyPort(), 0);
        server.createContext("/token", exchange -> {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            if (credentialsInBody && header != null) {
                exchange.sendResponseHeaders(401, -1);
            } else {
                long before =
                        seen.stream().filter(line -> line.startsWith("token")).count();
                seen.add("token " + header + " " + body);
                byte[] answer = ("{\"access_token\":\"t" + (before + 1) + "\",\"expires_in\":3600}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
            exchange.close();
        });
        server.createContext("/hook", exchange -> {
            String header = exchange.getRequestHeaders().getFirst("Authorization");
            boolean takenBack = "Bearer t1".equals(header) && seen.contains("hook Bearer t1");
            seen.add("hook " + header);
            exchange.sendResponseHeaders(takenBack ? 401 : 200, -1);
            exchange.close();
        });
        server.start();
        servers.add(server);
        return server.getAddress().getPort();
    }

    private static NoticeQueued notice() {
        return new NoticeQueued(
                NOON,
                "n1",
                "{}",
                "{}:{alertname=\"Slow\"}",
                "r",
                "x[0]",
                "first",
                Labels.of("alertname", "Slow"),
                List.of(new Shown(Labels.of("alertname", "Slow"), Map.of(), NOON, null, "")));
    }

    private List<SendResult> send(String receiver, int times) {
        Problems problems = new Problems();
        Routing routing = AlertmanagerFile.read(
                "alertmanager.yml",
                folder,
                "route: {receiver: r}\nreceivers:\n  - name: r\n" + receiver.indent(4),
                problems);
        assertThat(problems.sorted()).isEmpty();
        List<SendResult> results = new CopyOnWriteArrayList<>();
        try (Senders senders =
                new Senders(() -> DefaultTemplates.with(routing), "http://nightjar.example", Duration.ofSeconds(10))) {
            for (int i = 0; i < times; i++) {
                results.add(senders.send(
                        routing.receiver("r").orElseThrow().integrations().getFirst(),
                        notice(),
                        "",
                        NOON.plusSeconds(60)));
            }
        }
        return results;
    }

    private SendResult send(String receiver) {
        return send(receiver, 1).getFirst();
    }

    private SendResult hook(String url, String settings) {
        return send("webhook_configs: [{url: '" + url + "', http_config: {" + settings + "}}]\n");
    }

    private static String trust(String more) {
        return "ca_file: '" + TestingCertificates.FOLDER.resolve("ca.pem") + "'" + more;
    }

    private static String client(String kind) {
        return ", cert_file: '" + TestingCertificates.FOLDER.resolve("client-" + kind + ".pem") + "', key_file: '"
                + TestingCertificates.FOLDER.resolve("client-" + kind + ".key") + "'";
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, rsa, CN=nightjar", "localhost, ec, CN=nightjar-ec"})
    void a_server_of_another_name_is_reached_by_a_client_with_a_certificate(String host, String kind, String name)
            throws Exception {
        int port = encryptedServer(true);
        assertThat(hook(
                        "https://" + host + ":" + port + "/",
                        "tls_config: {" + trust(", server_name: hooks.example.org" + client(kind)) + "}"))
                .isEqualTo(new SendResult.Accepted("answered 200"));
        assertThat(seen).containsExactly("TLSv1.3 " + name);
    }

    @Test
    void a_server_that_is_not_trusted_or_not_the_one_that_was_meant_gets_nothing() throws Exception {
        String url = "https://localhost:" + encryptedServer(false) + "/";
        assertThat(hook(url, "follow_redirects: false")).isInstanceOf(SendResult.Retry.class);
        assertThat(hook(url, "tls_config: {" + trust("") + "}").detail()).contains("localhost");
        assertThat(hook(url, "tls_config: {" + trust(", server_name: other.example.org") + "}")
                        .detail())
                .contains("other.example.org");
        assertThat(seen).isEmpty();
        assertThat(hook(url, "tls_config: {insecure_skip_verify: true, max_version: TLS12}"))
                .isInstanceOf(SendResult.Accepted.class);
        assertThat(seen).containsExactly("TLSv1.2");
    }

    @Test
    void a_renewed_certificate_is_taken_without_a_reload() throws Exception {
        String receiver = "webhook_configs: [{url: 'https://localhost:" + encryptedServer(false)
                + "/', http_config: {tls_config: {ca_file: ca.pem, server_name: hooks.example.org}}}]\n";
        Problems problems = new Problems();
        Routing routing = AlertmanagerFile.read(
                "alertmanager.yml",
                folder,
                "route: {receiver: r}\nreceivers:\n  - name: r\n" + receiver.indent(4),
                problems);
        try (Senders senders =
                new Senders(() -> DefaultTemplates.with(routing), "http://nightjar.example", Duration.ofSeconds(10))) {
            var hook = routing.receiver("r").orElseThrow().integrations().getFirst();
            assertThat(senders.send(hook, notice(), "", NOON).detail()).contains("ca.pem");
            Files.copy(TestingCertificates.FOLDER.resolve("client-ec.pem"), folder.resolve("ca.pem"));
            assertThat(senders.send(hook, notice(), "", NOON)).isInstanceOf(SendResult.Retry.class);
            Files.writeString(folder.resolve("ca.pem"), Files.readString(TestingCertificates.FOLDER.resolve("ca.pem")));
            assertThat(senders.send(hook, notice(), "", NOON)).isInstanceOf(SendResult.Accepted.class);
        }
    }

    @Test
    void a_token_is_asked_for_once_and_again_when_it_was_taken_back() throws Exception {
        String base = "http://127.0.0.1:" + tokenServer(false);
        assertThat(send("""
                webhook_configs:
                  - url: '%s/hook'
                    http_config:
                      oauth2: {client_id: us, client_secret: sesame, token_url: '%s/token', scopes: [a, b], endpoint_params: {audience: hooks}}
                """.formatted(base, base), 3)).hasSize(3).allMatch(SendResult.Accepted.class::isInstance);
        String asked = "token Basic dXM6c2VzYW1l grant_type=client_credentials&scope=a+b&audience=hooks";
        assertThat(seen)
                .containsExactly(asked, "hook Bearer t1", "hook Bearer t1", asked, "hook Bearer t2", "hook Bearer t2");
    }

    @Test
    void a_token_server_that_wants_the_secret_in_the_body_gets_it_there() throws Exception {
        String base = "http://127.0.0.1:" + tokenServer(true);
        assertThat(hook(
                        base + "/hook",
                        "oauth2: {client_id: us, client_secret: sesame, token_url: '" + base + "/token'}"))
                .isInstanceOf(SendResult.Accepted.class);
        assertThat(seen)
                .containsExactly(
                        "token null grant_type=client_credentials&client_id=us&client_secret=sesame", "hook Bearer t1");
    }

    @Test
    void without_a_token_nothing_is_sent_and_it_is_tried_again() throws Exception {
        String base = "http://127.0.0.1:" + tokenServer(false);
        assertThat(hook(base + "/hook", "oauth2: {client_id: us, client_secret: s, token_url: '" + base + "/nowhere'}"))
                .isEqualTo(new SendResult.Retry("no answer: no token: " + base + "/nowhere answered 404", null));
    }

    @Test
    void a_proxy_is_gone_through_except_to_those_that_are_exempt() throws Exception {
        HttpServer proxy = HttpServer.create(anyPort(), 0);
        proxy.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().get("X-Scope"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        proxy.start();
        servers.add(proxy);
        String through = "proxy_url: 'http://127.0.0.1:" + proxy.getAddress().getPort() + "'";
        Files.writeString(folder.resolve("scope"), "c\n");
        assertThat(hook(
                        "http://hooks.invalid/a",
                        through + ", http_headers: {X-Scope: {values: [a], secrets: [b], files: [scope]}}"))
                .isInstanceOf(SendResult.Accepted.class);
        assertThat(hook("http://127.0.0.1:1/a", through + ", no_proxy: 'other,127.0.0.0/8'"))
                .as("reached directly, so not at all")
                .isInstanceOf(SendResult.Retry.class);
        assertThat(seen).containsExactly("http://hooks.invalid/a [a, b, c]");
    }

    /** In plain requests and in those for a tunnel alike, and to nobody but the proxy. */
    @Test
    void a_proxy_is_shown_the_user_that_its_address_names() throws Exception {
        HttpServer proxy = HttpServer.create(anyPort(), 0);
        proxy.createContext("/", exchange -> {
            seen.add(exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Proxy-Authorization"));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        proxy.start();
        servers.add(proxy);
        String through =
                "proxy_url: 'http://ana:s%3Aame@127.0.0.1:" + proxy.getAddress().getPort() + "'";
        String shown = "Basic " + Base64.getEncoder().encodeToString("ana:s:ame".getBytes(StandardCharsets.UTF_8));
        assertThat(hook("http://hooks.invalid/a", through)).isInstanceOf(SendResult.Accepted.class);
        assertThat(hook(
                        "http://127.0.0.1:" + proxy.getAddress().getPort() + "/direct",
                        through + ", no_proxy: 127.0.0.1"))
                .isInstanceOf(SendResult.Accepted.class);
        assertThat(seen).containsExactly("http://hooks.invalid/a " + shown, "/direct null");
    }

    @Test
    void a_tunnel_is_asked_for_with_the_user_of_the_proxys_address() throws Exception {
        try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"))) {
            FutureTask<List<String>> asked = new FutureTask<>(() -> {
                List<String> head = new ArrayList<>();
                try (Socket socket = proxy.accept();
                        BufferedReader in = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                        head.add(line);
                    }
                    socket.getOutputStream().write("HTTP/1.1 403 no\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                }
                return head;
            });
            Thread thread = Thread.ofVirtual().start(asked);
            hook(
                    "https://hooks.invalid/a",
                    "proxy_url: 'http://ana:sesame@127.0.0.1:" + proxy.getLocalPort()
                            + "', proxy_connect_header: {Proxy-Tenant: [shop], Proxy-Authorization: [nobody]}");
            assertThat(asked.get(20, TimeUnit.SECONDS))
                    .anyMatch(line -> line.startsWith("CONNECT hooks.invalid:443 "))
                    .anyMatch(line -> line.equalsIgnoreCase("Proxy-Tenant: shop"))
                    .noneMatch(line -> line.contains("nobody"))
                    .anyMatch(line -> line.equalsIgnoreCase("Proxy-Authorization: Basic "
                            + Base64.getEncoder().encodeToString("ana:sesame".getBytes(StandardCharsets.UTF_8))));
            thread.join();
        }
    }

    private static String mail(TestingMailServer server, String settings) {
        return "email_configs: [{to: ana@example.org, from: us@example.org, smarthost: 'localhost:" + server.port()
                + "', " + settings + "}]\n";
    }

    @Test
    void mail_is_encrypted_to_a_server_of_another_name_and_the_secret_is_not_sent() throws Exception {
        try (TestingMailServer server = new TestingMailServer(TestingCertificates.server(), false, "PLAIN CRAM-MD5")) {
            assertThat(send(mail(
                            server,
                            "require_tls: true, hello: us.example.org, auth_username: ana, auth_secret: sesame,"
                                    + " threading: {enabled: true, thread_by_date: daily}, tls_config: {"
                                    + trust(", server_name: hooks.example.org, max_version: TLS12") + "}")))
                    .isEqualTo(new SendResult.Accepted("taken by localhost"));
            assertThat(server.heard())
                    .containsSubsequence(
                            "EHLO us.example.org",
                            "STARTTLS",
                            "encrypted TLSv1.2",
                            "EHLO us.example.org",
                            "AUTH CRAM-MD5",
                            "MAIL FROM:<us@example.org>",
                            "DATA")
                    .anyMatch(line -> line.startsWith("ana "))
                    .anyMatch(line -> line.matches("References: <alert-[0-9a-f]{16}-2026-03-01@nightjar>"))
                    .noneMatch(line -> line.contains("sesame"));
        }
    }

    @Test
    void mail_encrypted_from_its_first_byte_is_sent_with_the_password_where_the_secret_is_of_no_use() throws Exception {
        try (TestingMailServer server = new TestingMailServer(TestingCertificates.server(), true, "PLAIN")) {
            assertThat(send(mail(
                            server,
                            "force_implicit_tls: true, auth_username: ana, auth_password: sesame, auth_secret: other,"
                                    + " auth_identity: team, tls_config: {insecure_skip_verify: true}")))
                    .isEqualTo(new SendResult.Accepted("taken by localhost"));
            assertThat(server.heard()).contains("AUTH PLAIN dGVhbQBhbmEAc2VzYW1l");
        }
    }

    @Test
    void mail_is_not_sent_to_a_server_that_is_not_the_one_that_was_meant() throws Exception {
        try (TestingMailServer server = new TestingMailServer(TestingCertificates.server(), false, "")) {
            assertThat(send(mail(server, "require_tls: true, tls_config: {" + trust("") + "}"))
                            .detail())
                    .contains("localhost");
            assertThat(send(mail(server, "require_tls: true"))).isInstanceOf(SendResult.Retry.class);
            assertThat(server.heard()).doesNotContain("DATA");
        }
    }
}
