package dev.nightjar.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.access.AccessGate.Trust;
import dev.nightjar.web.access.ApiTokens.Grant;
import dev.nightjar.web.access.ApiTokens.Scope;
import dev.nightjar.web.access.User.Role;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.http.TestingServer;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;

class AccessGateTest {
    private static final String JSON = "application/json";

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final Sessions sessions = new Sessions(new byte[32], clock, new Random(1));

    private TestingServer server(Trust trust) {
        ApiTokens tokens = tokens();
        return new TestingServer((router, workers) -> mount(router, workers, new AccessGate(sessions, tokens, trust)));
    }

    private ApiTokens tokens() {
        return token -> switch (token) {
            case "reader" -> Optional.of(new Grant("grafana", Set.of(Scope.QUERY)));
            case "pipeline" -> Optional.of(new Grant("ci", Set.of(Scope.GATE)));
            case "operator" -> Optional.of(new Grant("terraform", Set.of(Scope.ADMINISTER)));
            case "bot" -> Optional.of(new Grant("deploy-bot", Set.of(Scope.QUERY, Scope.RESPOND)));
            case "njt_1_web" -> Optional.of(new Grant("web-7", Set.of(Scope.INGEST)));
            default -> Optional.empty();
        };
    }

    private void mount(Router router, ExecutorService workers, AccessGate gate) {
        Dispatcher dispatcher = new Dispatcher(workers);
        new SessionRoutes(sessions, gate, dispatcher).mount(router);
        router.get("/read").handler(gate.require(Need.QUERY));
        router.get("/read").handler(dispatcher.handler(exchange -> who(exchange), Problems::reply));
        router.post("/operate").handler(gate.require(Need.OPERATE));
        router.post("/operate").handler(dispatcher.handler(exchange -> who(exchange), Problems::reply));
        for (Need need : new Need[] {Need.GATE, Need.OVERRIDE, Need.ADMINISTER, Need.GRANT}) {
            String path = "/" + need.name().toLowerCase(java.util.Locale.ROOT);
            router.post(path).handler(gate.require(need));
            router.post(path).handler(dispatcher.handler(exchange -> who(exchange), Problems::reply));
        }
        router.get("/shop.ics").handler(gate.require(Need.QUERY));
        router.get("/shop.ics").handler(dispatcher.handler(exchange -> who(exchange), Problems::reply));
        router.post("/respond").handler(gate.require(Need.RESPOND));
        router.post("/respond").handler(dispatcher.handler(exchange -> who(exchange), Problems::reply));
    }

    private static Reply who(dev.nightjar.web.http.Exchange exchange) {
        return Reply.text(200, exchange.kept(User.class).map(User::name).orElse("somebody local"));
    }

    @Test
    void a_person_signs_in_once_and_is_known_by_cookie() {
        try (TestingServer server = server(Trust.NOBODY)) {
            String token = sessions.issueSignIn(new User("ada", Role.RESPONDER));
            assertThat(server.get("/nightjar/v1/session").statusCode()).isEqualTo(401);

            HttpResponse<String> signedIn = server.post("/nightjar/v1/session", JSON, "{\"token\":\"" + token + "\"}");

            assertThat(signedIn.statusCode()).isEqualTo(200);
            assertThat(signedIn.body()).isEqualTo("{\"user\":\"ada\",\"role\":\"responder\"}");
            String cookie = signedIn.headers().firstValue("Set-Cookie").orElseThrow();
            assertThat(cookie).contains("HttpOnly").contains("SameSite=Strict").contains("Path=/");
            String pair = cookie.substring(0, cookie.indexOf(';'));
            assertThat(server.get("/nightjar/v1/session", "Cookie", pair).body())
                    .isEqualTo("{\"user\":\"ada\",\"role\":\"responder\"}");
            assertThat(server.post("/respond", JSON, "{}", "Cookie", pair).body())
                    .isEqualTo("ada");
            assertThat(server.post("/nightjar/v1/session", JSON, "{\"token\":\"" + token + "\"}")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void a_token_that_reads_nothing_signs_nobody_in() {
        try (TestingServer server = server(Trust.NOBODY)) {
            assertThat(server.post("/nightjar/v1/session", JSON, "{\"token\":\"njt_1_web\"}")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(server.get("/read", "Cookie", "nightjar_session=njt_1_web")
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    @Test
    void programs_are_known_by_token_and_scope() {
        try (TestingServer server = server(Trust.NOBODY)) {
            assertThat(server.get("/read").statusCode()).isEqualTo(401);
            assertThat(server.get("/read", "Authorization", "Bearer wrong").statusCode())
                    .isEqualTo(401);
            assertThat(server.get("/read", "Authorization", "Bearer reader").body())
                    .isEqualTo("grafana");
            HttpResponse<String> refused = server.post("/respond", JSON, "{}", "Authorization", "Bearer reader");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body())
                    .isEqualTo(
                            "{\"error\":\"the token \\\"grafana\\\" is good for query\",\"where\":null,\"hint\":\"it takes one"
                                    + " that is good for respond: nightjar token create --name NAME --scope respond\"}");
            assertThat(server.post("/respond", JSON, "{}", "Authorization", "Bearer bot")
                            .body())
                    .isEqualTo("deploy-bot");
        }
    }

    private static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void programs_that_know_passwords_only_show_their_token_as_one() {
        try (TestingServer server = server(Trust.NOBODY)) {
            assertThat(server.get("/read", "Authorization", basic("whoever", "reader"))
                            .body())
                    .isEqualTo("grafana");
            assertThat(server.get("/read", "Authorization", basic("", "reader")).body())
                    .isEqualTo("grafana");
            assertThat(server.post("/respond", JSON, "{}", "Authorization", basic("ada", "reader"))
                            .statusCode())
                    .as("a token is good for the same, however it is shown")
                    .isEqualTo(403);
            assertThat(server.get("/read", "Authorization", basic("reader", "")).statusCode())
                    .as("a user's name is no secret")
                    .isEqualTo(401);
            HttpResponse<String> revoked = server.get("/read", "Authorization", basic("ada", "njt_0123456789_revoked"));
            assertThat(revoked.statusCode()).isEqualTo(401);
            assertThat(revoked.body()).contains("this token is not known: it was revoked");
        }
    }

    @Test
    void who_shows_what_is_no_token_of_ours_is_told_so() {
        try (TestingServer server = server(Trust.NOBODY)) {
            for (String shown : List.of("Bearer sesame", basic("ana", "sesame"), "ApiKey sesame")) {
                HttpResponse<String> refused = server.get("/read", "Authorization", shown);
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.body())
                        .isEqualTo(
                                "{\"error\":\"what the header Authorization shows is no token of Nightjar's: those begin"
                                        + " with njt_\",\"where\":null,\"hint\":\"nightjar token create makes one\"}");
            }
            for (String shown : List.of("sesame", "Digest username=ana", "Basic sesame")) {
                assertThat(server.get("/read", "Authorization", shown).body())
                        .startsWith("{\"error\":\"the header Authorization shows nothing that can be read as a token\"")
                        .doesNotContain("sesame");
            }
        }
    }

    @Test
    void a_browser_is_never_told_to_ask_for_a_password() {
        try (TestingServer server = server(Trust.NOBODY)) {
            for (String shown : new String[] {"", basic("ada", "njt_0123456789_revoked"), basic("ada", "guessed")}) {
                HttpResponse<String> refused = server.get("/read", "Authorization", shown);
                assertThat(refused.statusCode()).isEqualTo(401);
                assertThat(refused.headers().allValues("WWW-Authenticate"))
                        .singleElement()
                        .asString()
                        .startsWith("Bearer");
            }
        }
    }

    @Test
    void a_program_that_subscribes_to_a_calendar_is_told_how_to_show_a_token() {
        try (TestingServer server = server(Trust.NOBODY)) {
            HttpResponse<String> refused = server.get("/shop.ics");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.headers().allValues("WWW-Authenticate"))
                    .containsExactly("Bearer", "Basic realm=\"Nightjar: any user, a token as the password\"");
            assertThat(server.get("/shop.ics", "Authorization", basic("calendar", "reader"))
                            .body())
                    .isEqualTo("grafana");
        }
    }

    @Test
    void a_password_that_a_proxy_asked_for_does_not_stand_in_the_way_of_who_signed_in() {
        try (TestingServer server = server(Trust.THIS_MACHINE)) {
            String cookie = AccessGate.COOKIE + "=" + sessions.cookieFor(new User("ada", Role.RESPONDER));
            assertThat(server.post(
                                    "/respond",
                                    JSON,
                                    "{}",
                                    "Cookie",
                                    cookie,
                                    "Authorization",
                                    basic("ada", "her password at the proxy"))
                            .body())
                    .isEqualTo("ada");
            assertThat(server.get("/read", "Authorization", basic("ada", "her password at the proxy"))
                            .body())
                    .isEqualTo("somebody local");
        }
    }

    private static int post(TestingServer server, String path, String token) {
        return server.post(path, JSON, "{}", "Authorization", "Bearer " + token).statusCode();
    }

    @Test
    void a_pipeline_s_token_is_good_for_the_gate_and_for_nothing_else() {
        try (TestingServer server = server(Trust.NOBODY)) {
            assertThat(post(server, "/gate", "pipeline")).isEqualTo(200);
            assertThat(post(server, "/override", "pipeline")).isEqualTo(200);
            for (String path : new String[] {"/operate", "/respond", "/administer", "/grant"}) {
                assertThat(post(server, path, "pipeline")).as(path).isEqualTo(403);
            }
            assertThat(server.get("/read", "Authorization", "Bearer pipeline").statusCode())
                    .isEqualTo(403);
            assertThat(post(server, "/override", "reader")).isEqualTo(403);
            assertThat(post(server, "/grant", "bot")).isEqualTo(403);
            assertThat(post(server, "/grant", "operator")).isEqualTo(200);
        }
    }

    @Test
    void what_anybody_may_here_a_program_may_that_says_who_it_is_except_what_cannot_be_undone() {
        try (TestingServer server = server(Trust.THIS_MACHINE)) {
            assertThat(server.post("/operate", JSON, "{}", "Authorization", "Bearer pipeline")
                            .body())
                    .isEqualTo("ci");
            assertThat(post(server, "/administer", "pipeline")).isEqualTo(403);
            assertThat(server.post("/administer", JSON, "{}").statusCode()).isEqualTo(200);
            assertThat(server.post("/grant", JSON, "{}").statusCode())
                    .as("rights are given by somebody")
                    .isEqualTo(401);
        }
    }

    @Test
    void a_token_of_ours_that_is_not_known_is_refused_also_where_none_is_needed() {
        try (TestingServer server = server(Trust.THIS_MACHINE)) {
            HttpResponse<String> refused = server.get("/read", "Authorization", "Bearer njt_0123456789_revoked");
            assertThat(refused.statusCode()).isEqualTo(401);
            assertThat(refused.body())
                    .contains("this token is not known: it was revoked, has expired, or is another server's")
                    .contains("nightjar token list says which there are");
            assertThat(server.get("/read", "Authorization", "Bearer of-another-program")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void on_loopback_programs_may_ask_and_operate_but_only_people_respond() {
        try (TestingServer server = server(Trust.THIS_MACHINE)) {
            assertThat(server.get("/read").body()).isEqualTo("somebody local");
            assertThat(server.post("/operate", JSON, "{}").body()).isEqualTo("somebody local");
            assertThat(server.post("/respond", JSON, "{}").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void another_site_cannot_make_a_browser_act() {
        try (TestingServer server = server(Trust.THIS_MACHINE)) {
            assertThat(server.post("/operate", JSON, "{}", "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.post("/operate", JSON, "{}", "Origin", "null").statusCode())
                    .isEqualTo(403);
            assertThat(server.post("/operate", JSON, "{}", "Sec-Fetch-Site", "cross-site")
                            .statusCode())
                    .isEqualTo(403);
            assertThat(server.post("/operate", JSON, "{}", "Origin", "http://127.0.0.1:" + server.port())
                            .statusCode())
                    .isEqualTo(200);
            assertThat(server.post("/nightjar/v1/session", JSON, "{\"token\":\"x\"}", "Origin", "https://evil.example")
                            .statusCode())
                    .isEqualTo(403);
        }
    }

    @Test
    void a_name_pointed_at_this_machine_does_not_reach_it() throws Exception {
        try (TestingServer server = server(Trust.THIS_MACHINE);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET /read HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 421").contains("not to evil.example");
        }
    }

    @Test
    void a_trusted_network_may_use_any_name_for_this_host() throws Exception {
        try (TestingServer server = server(Trust.NETWORK);
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("GET /read HTTP/1.1\r\nHost: nightjar.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
            assertThat(server.post("/respond", JSON, "{}").statusCode()).isEqualTo(401);
        }
    }

    @Test
    void a_form_cannot_sign_in() {
        try (TestingServer server = server(Trust.THIS_MACHINE)) {
            assertThat(server.post("/nightjar/v1/session", "text/plain", "{\"token\":\"x\"}")
                            .statusCode())
                    .isEqualTo(415);
        }
    }

    @Test
    void a_request_that_names_two_hosts_reaches_nothing() throws Exception {
        AccessGate gate = new AccessGate(sessions, tokens(), Trust.THIS_MACHINE);
        try (TestingServer server =
                new TestingServer((router, workers) -> router.route().handler(context -> {
                    if (gate.admits(context.request())) {
                        context.end("reached");
                    }
                }))) {
            for (String second : List.of("", "Host: evil.example\r\n")) {
                try (Socket socket = new Socket("127.0.0.1", server.port())) {
                    String request = "GET / HTTP/1.1\r\nHost: localhost\r\n" + second + "Connection: close\r\n\r\n";
                    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                    String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                    assertThat(answer).startsWith(second.isEmpty() ? "HTTP/1.1 200" : "HTTP/1.1 400");
                }
            }
        }
    }
}
