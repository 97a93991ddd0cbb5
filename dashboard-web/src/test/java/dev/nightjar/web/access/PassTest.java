package dev.nightjar.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.access.AccessGate.Trust;
import dev.nightjar.web.access.User.Role;
import dev.nightjar.web.http.Pass;
import dev.nightjar.web.http.TestingServer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** What the gate says later of a request that it let in. */
class PassTest {
    private static final User ADA = new User("ada", Role.RESPONDER);

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final Sessions sessions = new Sessions(new byte[32], clock, new Random(1));
    private final TokenBook tokens = TokenBook.open(new InMemoryEventLog(), clock, new Random(2), Runnable::run);

    /** What a request with that header is let in by. */
    private Pass pass(Trust trust, String... header) {
        AccessGate gate = new AccessGate(sessions, tokens, trust);
        BlockingQueue<Pass> passes = new LinkedBlockingQueue<>();
        try (TestingServer server = new TestingServer((router, workers) -> {
            router.get("/read").handler(gate.require(Need.QUERY));
            router.get("/read").handler(context -> {
                passes.add(Pass.of(context));
                context.response().end();
            });
        })) {
            assertThat(server.get("/read", header).statusCode()).isEqualTo(200);
        }
        return passes.remove();
    }

    private Pass bySession(String cookie) {
        return pass(Trust.NOBODY, "Cookie", AccessGate.COOKIE + "=" + cookie);
    }

    private Pass byToken(String token) {
        return pass(Trust.NOBODY, "Authorization", "Bearer " + token);
    }

    @Test
    void a_session_holds_until_it_ends_by_itself() {
        Pass pass = bySession(sessions.cookieFor(ADA, Duration.ofHours(8)));

        clock.advance(Duration.ofHours(8).minusMillis(1));
        assertThat(pass.holds()).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(pass.holds()).isFalse();
    }

    @Test
    void it_holds_until_it_is_signed_out_and_others_go_on() {
        String cookie = sessions.cookieFor(ADA);
        Pass pass = bySession(cookie);
        Pass atHome = bySession(sessions.cookieFor(ADA));

        sessions.end(sessions.session(cookie).orElseThrow());

        assertThat(pass.holds()).isFalse();
        assertThat(atHome.holds()).isTrue();
    }

    @Test
    void none_of_a_person_holds_when_all_their_sessions_are_ended() {
        Pass pass = bySession(sessions.cookieFor(ADA));
        Pass atHome = bySession(sessions.cookieFor(ADA));

        sessions.endAll("Ada", "root");

        assertThat(pass.holds()).isFalse();
        assertThat(atHome.holds()).isFalse();
    }

    @Test
    void a_token_holds_until_it_expires() {
        Pass pass = byToken(tokens.create("grafana", List.of("query"), Duration.ofHours(1), "ada")
                .token());

        clock.advance(Duration.ofMinutes(59));
        assertThat(pass.holds()).isTrue();
        clock.advance(Duration.ofMinutes(1));
        assertThat(pass.holds()).isFalse();
    }

    @Test
    void a_token_that_is_revoked_takes_what_was_opened_by_it_and_by_sessions_of_it_along() {
        TokenBook.Made made = tokens.create("ada", List.of("query"), null, "root");
        Pass pass = byToken(made.token());
        Pass session = bySession(sessions.cookieByToken(ADA, made.listed().id()));
        assertThat(pass.holds()).isTrue();
        assertThat(session.holds()).isTrue();

        tokens.revoke("ada", "root");

        assertThat(pass.holds()).isFalse();
        assertThat(session.holds()).isFalse();
    }

    /** They would be let in again without it. */
    @Test
    void where_everybody_may_read_nobody_stops_by_signing_out() {
        String cookie = sessions.cookieFor(ADA);
        Pass pass = pass(Trust.THIS_MACHINE, "Cookie", AccessGate.COOKIE + "=" + cookie);

        sessions.end(sessions.session(cookie).orElseThrow());

        assertThat(pass.holds()).isTrue();
    }
}
