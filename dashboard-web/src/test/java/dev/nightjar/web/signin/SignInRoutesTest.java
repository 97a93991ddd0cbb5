package dev.nightjar.web.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.routing.HttpSettings;
import dev.nightjar.alerting.routing.Secret;
import dev.nightjar.model.event.SignInEvent.SignInRefused;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.ApiTokens;
import dev.nightjar.web.access.EndedSessions;
import dev.nightjar.web.access.Origins;
import dev.nightjar.web.access.SessionRoutes;
import dev.nightjar.web.access.Sessions;
import dev.nightjar.web.access.User.Role;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.TestingServer;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a browser is given and asked for on its way to an issuer and back. */
class SignInRoutesTest {
    private static final String JSON = "application/json";
    private static final byte[] SECRET = new byte[32];

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final InMemoryEventLog events = new InMemoryEventLog();
    private final TestingIssuer issuer = new TestingIssuer(clock);
    private final EndedSessions ended = EndedSessions.unread(events, clock);
    private final Sessions sessions = new Sessions(SECRET, clock, new Random(1), issuer.url(), ended);
    private final SignInRoutes routes = new SignInRoutes(
            settings(), AccountBook.unread(events, clock, ended), sessions, SECRET, clock, new Random(2));
    private final ApiTokens tokens = token -> token.equals("njt_2_ana")
            ? Optional.of(new ApiTokens.Grant("ana", Set.of(ApiTokens.Scope.ADMINISTER)))
            : Optional.empty();
    private final TestingServer server = new TestingServer((router, workers) -> {
        AccessGate gate = new AccessGate(sessions, tokens, AccessGate.Trust.NOBODY, Origins.NONE, false);
        Dispatcher dispatcher = new Dispatcher(workers);
        new SessionRoutes(sessions, gate, dispatcher, routes).mount(router);
        new SignInChoices(Optional.of(routes), false).mount(router, dispatcher);
        routes.mount(router, gate, dispatcher);
    });

    private OidcSettings settings() {
        return new OidcSettings(
                issuer.url(),
                "nightjar",
                Secret.NONE,
                List.of("openid"),
                "Keycloak",
                "preferred_username",
                new RoleRules(
                        "groups",
                        Map.of(Role.RESPONDER, List.of("sre"), Role.ADMIN, List.of("platform")),
                        Optional.empty()),
                Map.of(),
                Duration.ofHours(12),
                true,
                URI.create("https://nightjar.example"),
                HttpSettings.PLAIN);
    }

    @AfterEach
    void close() {
        server.close();
        routes.close();
        issuer.close();
    }

    private record Left(SignIn.Brought brought, String cookie) {}

    private Left leave(String next) {
        HttpResponse<String> begun = server.post(SignInRoutes.BEGIN, JSON, "{\"next\":\"" + next + "\"}");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        URI at = URI.create(TestingServer.json(begun).path("url").asText());
        return new Left(
                issuer.agree(at), begun.headers().firstValue("Set-Cookie").orElseThrow());
    }

    private HttpResponse<String> comeBack(SignIn.Brought brought, String cookie) {
        return server.get(
                SignInRoutes.CALLBACK + "?state=" + brought.state() + "&code=" + brought.code(),
                "Cookie",
                pair(cookie));
    }

    private static String pair(String cookie) {
        return cookie.replaceAll(";.*", "");
    }

    private static String cookie(HttpResponse<String> response, String name) {
        return response.headers().allValues("Set-Cookie").stream()
                .filter(each -> each.startsWith(name + "="))
                .findFirst()
                .orElseThrow();
    }

    private String why(HttpResponse<String> response) {
        assertThat(response.headers().firstValue("Location")).hasValue("/sign-in?refused=yes");
        HttpResponse<String> said =
                server.get(SignInRoutes.BEGIN + "/refused", "Cookie", pair(cookie(response, "nightjar_refused")));
        assertThat(cookie(said, "nightjar_refused")).contains("Max-Age=0");
        return TestingServer.json(said).path("error").asText();
    }

    @Test
    void a_browser_goes_there_and_comes_back_to_where_it_was() {
        Left left = leave("/pages/pg-1?tab=lines");
        assertThat(left.cookie())
                .startsWith("__Host-nightjar_attempt_")
                .contains("; Path=/; HttpOnly; SameSite=Lax; Max-Age=900; Secure")
                .doesNotContain(left.brought().state());

        HttpResponse<String> back = comeBack(left.brought(), left.cookie());

        assertThat(back.statusCode()).isEqualTo(302);
        assertThat(back.headers().firstValue("Location")).hasValue("/pages/pg-1?tab=lines");
        assertThat(back.headers().firstValue("Cache-Control")).hasValue("no-store");
        String session = cookie(back, "nightjar_session");
        assertThat(session).contains("; Path=/; HttpOnly; SameSite=Strict; Max-Age=43200; Secure");
        assertThat(cookie(back, pair(left.cookie()).replaceAll("=.*", ""))).contains("Max-Age=0");
        assertThat(server.get("/nightjar/v1/session", "Cookie", pair(session)).body())
                .isEqualTo("{\"user\":\"ana\",\"role\":\"responder\"}");
        clock.advance(Duration.ofHours(12));
        assertThat(server.get("/nightjar/v1/session", "Cookie", pair(session)).statusCode())
                .as("no longer than it was given")
                .isEqualTo(401);
    }

    @Test
    void the_sessions_of_another_issuer_have_ended() {
        Left left = leave("/");
        String session = pair(cookie(comeBack(left.brought(), left.cookie()), "nightjar_session"));
        String value = session.substring(session.indexOf('=') + 1);
        assertThat(sessions.issuedId(value)).isPresent();
        assertThat(new Sessions(SECRET, clock, new Random(1)).issuedId(value)).isEmpty();
        assertThat(new Sessions(SECRET, clock, new Random(1), "https://other.example", ended).issuedId(value))
                .isEmpty();
    }

    @Test
    void an_answer_counts_only_in_the_browser_that_began() {
        Left left = leave("/");
        String nothing = "this browser has begun no sign-in that this answers, or it took too long";
        assertThat(why(comeBack(left.brought(), "other=1"))).isEqualTo(nothing);
        Left others = leave("/");
        assertThat(why(comeBack(left.brought(), others.cookie()))).isEqualTo(nothing);
        String renamed = pair(left.cookie()).replaceAll("=.*", "") + "="
                + pair(others.cookie()).replaceAll(".*=", "");
        assertThat(why(comeBack(left.brought(), renamed))).isEqualTo("this answer belongs to another sign-in");
        String changed = pair(left.cookie()).substring(0, pair(left.cookie()).length() - 3) + "AAA";
        assertThat(why(comeBack(left.brought(), changed))).isEqualTo(nothing);
        assertThat(why(server.get(SignInRoutes.CALLBACK + "?state=a&state=b&code=c")))
                .isEqualTo("the issuer's answer has state twice");
    }

    @Test
    void nobody_leads_a_browser_elsewhere() {
        Left left = leave("https://evil.example/");
        assertThat(comeBack(left.brought(), left.cookie()).headers().firstValue("Location"))
                .hasValue("/");
    }

    @Test
    void no_other_site_begins_a_sign_in() {
        assertThat(server.post(SignInRoutes.BEGIN, JSON, "{}", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(server.post(SignInRoutes.BEGIN, "text/plain", "{}").statusCode())
                .isEqualTo(415);
    }

    @Test
    void every_refusal_is_written_down_but_not_without_end() {
        issuer.claims = claims -> claims.claim("groups", List.of("sales"));
        Left left = leave("/");
        assertThat(why(comeBack(left.brought(), left.cookie()))).isEqualTo("ana has no role here; groups is sales");
        SignInRefused refused = (SignInRefused)
                events.readAfter(0, 9, SignInRefused.class).getFirst().event();
        assertThat(refused.subject()).isEqualTo("account-7");
        assertThat(refused.why()).isEqualTo("ana has no role here; groups is sales");
        assertThat(refused.from()).startsWith("127.0.0.1");

        for (int i = 0; i < 70; i++) {
            server.get(SignInRoutes.CALLBACK + "?state=x&code=y");
        }
        assertThat(events.readAfter(0, 200, SignInRefused.class)).hasSize(60);
    }

    @Test
    void an_issuer_that_is_down_is_told_at_the_button() {
        issuer.down = true;
        HttpResponse<String> begun = server.post(SignInRoutes.BEGIN, JSON, "{}");
        assertThat(begun.statusCode()).isEqualTo(503);
        assertThat(TestingServer.json(begun).path("error").asText()).isEqualTo("the issuer answers 502");
        assertThat(server.get("/nightjar/v1/sign-in").body())
                .isEqualTo(
                        "{\"tokens\":false,\"provider\":{\"name\":\"Keycloak\",\"problem\":\"the issuer answers 502\"}}");
    }

    @Test
    void where_the_provider_is_the_only_way_in_tokens_are_for_programs() {
        HttpResponse<String> refused = server.post("/nightjar/v1/session", JSON, "{\"token\":\"njt_2_ana\"}");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.body()).contains("people do not sign in by tokens here");
        assertThat(server.get("/nightjar/v1/session", "Cookie", "nightjar_session=njt_2_ana")
                        .statusCode())
                .isEqualTo(401);
        assertThat(server.get("/nightjar/v1/accounts", "Authorization", "Bearer njt_2_ana")
                        .statusCode())
                .isEqualTo(200);
        String link = sessions.issueSignIn(new dev.nightjar.web.access.User("admin", Role.ADMIN));
        assertThat(server.post("/nightjar/v1/session", JSON, "{\"token\":\"" + link + "\"}")
                        .statusCode())
                .as("the way in for emergencies")
                .isEqualTo(200);
    }

    @Test
    void who_signs_out_is_sent_to_the_issuer_to_do_so_there() {
        Left left = leave("/");
        String session = pair(cookie(comeBack(left.brought(), left.cookie()), "nightjar_session"));
        assertThat(routes.address(session.substring(session.indexOf('=') + 1)))
                .hasValueSatisfying(at -> assertThat(TestingIssuer.query(at.getRawQuery()))
                        .containsKeys("id_token_hint")
                        .containsEntry("post_logout_redirect_uri", "https://nightjar.example/sign-in"));
        assertThat(server.delete("/nightjar/v1/session").statusCode())
                .as("of a session of our own")
                .isEqualTo(204);
    }

    @Test
    void an_administrator_sees_who_came_and_frees_names() {
        Left left = leave("/");
        comeBack(left.brought(), left.cookie());
        String bearer = "Bearer njt_2_ana";
        assertThat(server.get("/nightjar/v1/accounts").statusCode()).isEqualTo(401);
        assertThat(TestingServer.json(server.get("/nightjar/v1/accounts", "Authorization", bearer))
                        .at("/accounts/0/user")
                        .asText())
                .isEqualTo("ana");
        assertThat(server.post("/nightjar/v1/accounts/free", JSON, "{\"user\":\"ana\"}", "Authorization", bearer)
                        .statusCode())
                .isEqualTo(200);
        assertThat(server.post("/nightjar/v1/accounts/free", JSON, "{\"user\":\"ana\"}", "Authorization", bearer)
                        .statusCode())
                .isEqualTo(404);
    }

    private String signedIn() {
        Left left = leave("/");
        return pair(cookie(comeBack(left.brought(), left.cookie()), "nightjar_session"));
    }

    private int asks(String session) {
        return server.get("/nightjar/v1/session", "Cookie", session).statusCode();
    }

    @Test
    void who_signed_out_has_not_the_session_any_more_wherever_its_cookie_is() {
        String session = signedIn();
        String other = signedIn();
        assertThat(server.delete("/nightjar/v1/session", "Cookie", session).body())
                .contains("id_token_hint");
        assertThat(asks(session)).isEqualTo(401);
        assertThat(asks(other)).as("on another device").isEqualTo(200);
    }

    @Test
    void a_name_that_is_freed_takes_its_sessions_with_it() {
        String session = signedIn();
        assertThat(asks(session)).isEqualTo(200);
        server.post("/nightjar/v1/accounts/free", JSON, "{\"user\":\"ana\"}", "Authorization", "Bearer njt_2_ana");
        assertThat(asks(session)).isEqualTo(401);
        assertThat(asks(signedIn())).as("of whom the name is now").isEqualTo(200);
    }

    @Test
    void who_comes_in_with_another_role_has_lost_what_began_with_the_last() {
        String asResponder = signedIn();
        assertThat(asks(signedIn())).isEqualTo(200);
        assertThat(asks(asResponder)).as("the same role").isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        issuer.claims = claims -> claims.claim("groups", List.of("platform"));
        String asAdmin = signedIn();
        assertThat(asks(asResponder)).isEqualTo(401);
        assertThat(server.get("/nightjar/v1/session", "Cookie", asAdmin).body())
                .isEqualTo("{\"user\":\"ana\",\"role\":\"admin\"}");
    }
}
