package dev.nightjar.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventsNotStoredException;
import dev.nightjar.model.event.SessionEvent;
import dev.nightjar.model.event.SessionEvent.SessionEnded;
import dev.nightjar.model.event.SessionEvent.SessionsEnded;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.access.AccessGate.Trust;
import dev.nightjar.web.access.User.Role;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Problems;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.http.TestingServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signing in by what this server itself gave out, and out again: here, everywhere, and by an administrator. */
class SessionRoutesTest {
    private static final String JSON = "application/json";
    private static final String SESSION = "/nightjar/v1/session";
    private static final String SESSIONS = "/nightjar/v1/sessions";
    private static final String END = SESSIONS + "/end";

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final FillingLog events = new FillingLog();
    private final TokenBook tokens = TokenBook.unread(events, clock, new Random(3), Runnable::run);
    private final Sessions sessions =
            new Sessions(new byte[32], clock, new Random(1), "", EndedSessions.unread(events, clock));
    private final TestingServer server = new TestingServer((router, workers) -> {
        AccessGate gate = new AccessGate(sessions, tokens, Trust.NOBODY);
        Dispatcher dispatcher = new Dispatcher(workers);
        new SessionRoutes(sessions, gate, dispatcher).mount(router);
        for (Need need : new Need[] {Need.RESPOND, Need.ADMINISTER}) {
            String path = "/" + need.name().toLowerCase(java.util.Locale.ROOT);
            router.post(path).handler(gate.require(need));
            router.post(path)
                    .handler(dispatcher.handler(
                            exchange -> Reply.text(
                                    200,
                                    exchange.kept(User.class).map(User::name).orElseThrow()),
                            Problems::reply));
        }
    });

    /** Takes events until its disk is full. */
    private static final class FillingLog extends InMemoryEventLog {
        private boolean full;

        @Override
        public synchronized long append(List<? extends Event> appended) {
            if (full) {
                throw new EventsNotStoredException("No space left on device", new IOException("ENOSPC"));
            }
            return super.append(appended);
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private String token(String name, String scope) {
        return tokens.create(name, List.of(scope), null, "kim").token();
    }

    private HttpResponse<String> signIn(String token) {
        return server.post(SESSION, JSON, "{\"token\":\" " + token + "\\n\"}");
    }

    /** The cookie as a browser shows it. */
    private String signedIn(String token) {
        HttpResponse<String> answer = signIn(token);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.headers().firstValue("Set-Cookie").orElseThrow().replaceAll(";.*", "");
    }

    private int asks(String cookie) {
        return server.get(SESSION, "Cookie", cookie).statusCode();
    }

    private List<Event> ended() {
        return events.readAfter(0, 100, SessionEvent.class).stream()
                .map(StoredEvent::event)
                .toList();
    }

    @Test
    void a_person_signs_in_by_a_token_of_their_own_for_as_long_as_it_is_good() {
        String token = token("ana", "respond");
        HttpResponse<String> answer = signIn(token);
        assertThat(answer.body()).isEqualTo("{\"user\":\"ana\",\"role\":\"responder\"}");
        assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
                .as("whoever takes the cookie has not the token")
                .doesNotContain(token.substring(token.lastIndexOf('_')))
                .contains("; Path=/; HttpOnly; SameSite=Strict; Max-Age=2592000");

        String session = signedIn(token);
        assertThat(server.post("/respond", JSON, "{}", "Cookie", session).body())
                .isEqualTo("ana");
        assertThat(server.post("/administer", JSON, "{}", "Cookie", session).statusCode())
                .isEqualTo(403);
        assertThat(asks(signedIn(token))).as("on another device").isEqualTo(200);

        tokens.revoke("ana", "kim");
        assertThat(asks(session)).isEqualTo(401);
        HttpResponse<String> late = signIn(token);
        assertThat(late.statusCode()).isEqualTo(401);
        assertThat(late.body()).contains("signing in takes one that is good for query, respond or administer");
    }

    @Test
    void behind_a_proxy_that_ends_tls_the_cookie_goes_over_tls_only() {
        String token = token("ana", "respond");
        String body = "{\"token\":\"" + token + "\"}";
        String here = "127.0.0.1:" + server.port();
        assertThat(server.post(SESSION, JSON, body, "Origin", "https://" + here)
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .endsWith("; Secure");
        assertThat(server.post(SESSION, JSON, body, "Origin", "http://" + here)
                        .headers()
                        .firstValue("Set-Cookie")
                        .orElseThrow())
                .doesNotContain("Secure");
    }

    @Test
    void a_session_ends_with_its_token_and_its_time() {
        String brief = signedIn(tokens.create("ben", List.of("query"), Duration.ofHours(1), "kim")
                .token());
        String lasting = signedIn(token("ana", "query"));
        clock.advance(Duration.ofHours(1));
        assertThat(asks(brief)).isEqualTo(401);
        assertThat(asks(lasting)).isEqualTo(200);
        clock.advance(Sessions.LIFETIME);
        assertThat(asks(lasting)).isEqualTo(401);
    }

    @Test
    void a_token_is_no_session_itself() {
        assertThat(asks("nightjar_session=" + token("ana", "respond"))).isEqualTo(401);
    }

    @Test
    void signing_out_ends_the_session_wherever_its_cookie_is() {
        String token = token("ana", "respond");
        String session = signedIn(token);
        String other = signedIn(token);

        HttpResponse<String> out = server.delete(SESSION, "Cookie", session);
        assertThat(out.statusCode()).isEqualTo(204);
        assertThat(out.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie ->
                        assertThat(cookie).startsWith("nightjar_session=;").contains("Max-Age=0"));
        assertThat(asks(session)).as("of a copy of the cookie").isEqualTo(401);
        assertThat(server.post("/respond", JSON, "{}", "Cookie", session).statusCode())
                .isEqualTo(401);
        assertThat(asks(other)).isEqualTo(200);
        assertThat(asks(signedIn(token))).as("signed in again").isEqualTo(200);
    }

    @Test
    void what_has_ended_is_written_once_and_what_is_no_session_not_at_all() {
        String session = signedIn(token("ana", "respond"));
        for (String cookie : List.of(session, session, "nightjar_session=x", "nightjar_session=a.b", "other=1")) {
            assertThat(server.delete(SESSION, "Cookie", cookie).statusCode()).isEqualTo(204);
        }
        assertThat(ended()).singleElement().isInstanceOfSatisfying(SessionEnded.class, one -> {
            assertThat(one.user()).isEqualTo("ana");
            assertThat(one.until()).isEqualTo(clock.instant().plus(Sessions.LIFETIME));
        });
    }

    @Test
    void signing_out_everywhere_ends_all_that_the_person_has_and_nobody_elses() {
        String ana = token("ana", "respond");
        String phone = signedIn(ana);
        String desk = signedIn(ana);
        String ben = signedIn(token("ben", "administer"));

        assertThat(server.delete(SESSIONS, "Cookie", phone).statusCode()).isEqualTo(204);
        assertThat(asks(phone)).isEqualTo(401);
        assertThat(asks(desk)).isEqualTo(401);
        assertThat(asks(ben)).isEqualTo(200);
        assertThat(asks(signedIn(ana))).as("signed in again").isEqualTo(200);
        assertThat(ended())
                .containsExactly(new SessionsEnded(
                        clock.instant(), "ana", clock.instant().plusMillis(1), "ana"));
    }

    @Test
    void signing_out_everywhere_takes_somebody_who_is_signed_in() {
        String bearer = "Bearer " + token("ana", "administer");
        assertThat(server.delete(SESSIONS).statusCode()).isEqualTo(401);
        assertThat(server.delete(SESSIONS, "Authorization", bearer).statusCode())
                .as("a program is signed in nowhere")
                .isEqualTo(401);
        String session = signedIn(token("ben", "respond"));
        for (String path : List.of(SESSION, SESSIONS)) {
            assertThat(server.delete(path, "Cookie", session, "Origin", "https://evil.example")
                            .statusCode())
                    .as("asked for by another site")
                    .isEqualTo(403);
        }
        assertThat(asks(session)).isEqualTo(200);
        assertThat(ended()).isEmpty();
    }

    @Test
    void an_administrator_ends_the_sessions_of_whoever_it_is() {
        String link = sessions.issueSignIn(new User("admin", Role.ADMIN));
        String admin = signedIn(link);
        String ana = signedIn(token("ana", "respond"));

        HttpResponse<String> answer = server.post(END, JSON, "{\"user\":\"ana\"}", "Cookie", admin);
        assertThat(answer.body()).isEqualTo("{\"user\":\"ana\"}");
        assertThat(asks(ana)).isEqualTo(401);
        assertThat(asks(admin)).isEqualTo(200);
        assertThat(ended())
                .singleElement()
                .isInstanceOfSatisfying(
                        SessionsEnded.class, all -> assertThat(all.by()).isEqualTo("admin"));
        assertThat(server.post(END, JSON, "{}", "Cookie", admin).body())
                .isEqualTo("{\"error\":\"\\\"user\\\" is missing or empty\",\"where\":\"body\","
                        + "\"hint\":\"send it as a string\"}");
    }

    @Test
    void nobody_else_ends_others_sessions() {
        String ana = signedIn(token("ana", "respond"));
        assertThat(server.post(END, JSON, "{\"user\":\"ana\"}").statusCode()).isEqualTo(401);
        assertThat(server.post(END, JSON, "{\"user\":\"ben\"}", "Cookie", ana).statusCode())
                .isEqualTo(403);
        for (String scope : List.of("ingest", "query", "gate", "respond")) {
            assertThat(server.post(END, JSON, "{\"user\":\"ana\"}", "Authorization", "Bearer " + token(scope, scope))
                            .statusCode())
                    .as(scope)
                    .isEqualTo(403);
        }
        assertThat(asks(ana)).isEqualTo(200);
        assertThat(server.post(END, JSON, "{\"user\":\"ana\"}", "Authorization", "Bearer " + token("ops", "administer"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(asks(ana)).isEqualTo(401);
    }

    @Test
    void on_a_full_disk_who_signs_out_is_out_and_told_that_it_may_not_last() {
        String session = signedIn(token("ana", "respond"));
        events.full = true;
        HttpResponse<String> out = server.delete(SESSION, "Cookie", session);
        assertThat(out.statusCode()).isEqualTo(503);
        assertThat(out.body())
                .contains("you are signed out, but that could not be stored: No space left on device")
                .contains("a copy of the session would count again after a restart");
        assertThat(out.headers().firstValue("Set-Cookie").orElseThrow()).contains("Max-Age=0");
        assertThat(asks(session)).isEqualTo(401);
    }
}
