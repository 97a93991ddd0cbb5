package dev.nightjar.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.User.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final User ADA = new User("Ada Lovelace", Role.RESPONDER);

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final Sessions sessions = new Sessions(new byte[32], clock, new Random(1));

    private static Optional<User> user(Sessions sessions, String cookie) {
        return sessions.session(cookie).map(Session::user);
    }

    @Test
    void a_sign_in_token_works_once() {
        String token = sessions.issueSignIn(ADA);

        assertThat(token).hasSizeGreaterThanOrEqualTo(32);
        assertThat(sessions.redeem(token)).hasValue(ADA);
        assertThat(sessions.redeem(token)).isEmpty();
        assertThat(sessions.redeem("")).isEmpty();
    }

    @Test
    void a_sign_in_token_lasts_a_day() {
        String token = sessions.issueSignIn(ADA);
        clock.advance(Duration.ofDays(1));

        assertThat(sessions.redeem(token)).isEmpty();
    }

    @Test
    void a_session_outlives_a_restart_with_the_same_secret_only() {
        String cookie = sessions.cookieFor(ADA);
        byte[] other = new byte[32];
        other[0] = 1;

        assertThat(user(new Sessions(new byte[32], clock, new Random(2)), cookie))
                .hasValue(ADA);
        assertThat(user(new Sessions(other, clock, new Random(1)), cookie)).isEmpty();
    }

    @Test
    void a_session_ends_after_thirty_days() {
        String cookie = sessions.cookieFor(ADA);
        clock.advance(Duration.ofDays(30));

        assertThat(user(sessions, cookie)).isEmpty();
    }

    @Test
    void a_cookie_that_was_changed_is_nobodys() {
        String cookie = sessions.cookieFor(ADA);
        for (int i = 0; i < cookie.length(); i++) {
            char[] changed = cookie.toCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            assertThat(user(sessions, new String(changed)))
                    .as("changed at %s", i)
                    .isEmpty();
        }
        assertThat(user(sessions, "")).isEmpty();
        assertThat(user(sessions, ".")).isEmpty();
    }

    @Test
    void a_session_ends_when_its_time_is_shorter() {
        String cookie = sessions.cookieFor(ADA, Duration.ofMinutes(5));
        clock.advance(Duration.ofMinutes(4));
        assertThat(user(sessions, cookie)).hasValue(ADA);
        clock.advance(Duration.ofMinutes(1));
        assertThat(user(sessions, cookie)).isEmpty();
    }

    @Test
    void one_that_was_written_before_sessions_could_be_ended_counts_no_more() {
        assertThat(Session.of("1700003600\nADMIN\nada")).isEmpty();
        assertThat(Session.of("1700003600\nADMIN\nada\nhttps://login.example\n0123456789ab"))
                .isEmpty();
    }

    @Test
    void what_a_cookie_says_is_read_as_it_was_written() {
        Instant now = clock.instant();
        for (Voucher voucher : new Voucher[] {
            new Voucher.Server(), new Voucher.Issuer("https://login.example/a b"), new Voucher.Token("0123456789")
        }) {
            Session session = new Session("00ff", now, now.plusMillis(1), voucher, ADA);
            assertThat(Session.of(session.text())).hasValue(session);
        }
    }
}
