package dev.nightjar.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.User.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SessionsTest {
    private static final User ADA = new User("Ada Lovelace", Role.RESPONDER);

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000));
    private final Sessions sessions = new Sessions(new byte[32], clock, new Random(1));

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

        assertThat(new Sessions(new byte[32], clock, new Random(2)).user(cookie))
                .hasValue(ADA);
        assertThat(new Sessions(other, clock, new Random(1)).user(cookie)).isEmpty();
    }

    @Test
    void a_session_ends_after_thirty_days() {
        String cookie = sessions.cookieFor(ADA);
        clock.advance(Duration.ofDays(30));

        assertThat(sessions.user(cookie)).isEmpty();
    }

    @Test
    void a_cookie_that_was_changed_is_nobodys() {
        String cookie = sessions.cookieFor(ADA);
        for (int i = 0; i < cookie.length(); i++) {
            char[] changed = cookie.toCharArray();
            changed[i] = changed[i] == 'A' ? 'B' : 'A';
            assertThat(sessions.user(new String(changed)))
                    .as("changed at %s", i)
                    .isEmpty();
        }
        assertThat(sessions.user("")).isEmpty();
        assertThat(sessions.user(".")).isEmpty();
    }
}
