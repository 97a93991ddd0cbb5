package dev.nightjar.web.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.User.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EndedSessionsTest {
    private static final User ANA = new User("ana", Role.RESPONDER);
    private static final User BEN = new User("ben", Role.RESPONDER);

    private final TestingClock clock = new TestingClock(Instant.ofEpochSecond(1_700_000_000, 123_456_789));
    private final InMemoryEventLog events = new InMemoryEventLog();
    private final EndedSessions ended = EndedSessions.unread(events, clock);
    private final Sessions sessions = new Sessions(new byte[32], clock, new Random(1), "", ended);

    private boolean counts(String cookie) {
        return sessions.session(cookie).isPresent();
    }

    /** What a process knows that was started anew. */
    private EndedSessions readAnew() {
        EndedSessions anew = EndedSessions.unread(events, clock);
        anew.appended(events.readAfter(0, 100));
        return anew;
    }

    private void end(String cookie) {
        sessions.end(sessions.session(cookie).orElseThrow());
    }

    @Test
    void one_session_ends_and_no_other() {
        String phone = sessions.cookieFor(ANA);
        String desk = sessions.cookieFor(ANA);
        end(phone);
        assertThat(counts(phone)).isFalse();
        assertThat(counts(desk)).isTrue();
    }

    @Test
    void all_sessions_of_a_person_end_whatever_way_they_began_and_new_ones_count() {
        String byLink = sessions.cookieFor(ANA);
        String byToken = sessions.cookieByToken(new User("Ana", Role.ADMIN), "0123456789");
        String ofBen = sessions.cookieFor(BEN);
        sessions.endAll("ana", "kim");
        assertThat(counts(byLink)).isFalse();
        assertThat(counts(byToken)).as("capitals make nobody else").isFalse();
        assertThat(counts(ofBen)).isTrue();
        assertThat(counts(sessions.cookieFor(ANA))).as("at the same instant").isTrue();
    }

    @Test
    void a_clock_that_was_set_back_neither_lets_an_ended_session_in_nor_keeps_a_new_one_out() {
        String old = sessions.cookieFor(ANA);
        sessions.endAll("ana", "ana");
        clock.advance(Duration.ofSeconds(-10));
        assertThat(counts(old)).isFalse();
        assertThat(counts(sessions.cookieFor(ANA))).isTrue();
    }

    @Test
    void a_start_knows_what_had_ended() {
        String phone = sessions.cookieFor(ANA);
        String ofBen = sessions.cookieFor(BEN);
        String other = sessions.cookieFor(BEN);
        end(phone);
        sessions.endAll("ben", "kim");
        EndedSessions anew = readAnew();
        Sessions later = new Sessions(new byte[32], clock, new Random(2), "", anew);
        assertThat(later.session(phone)).isEmpty();
        assertThat(later.session(ofBen)).isEmpty();
        assertThat(later.session(other)).isEmpty();
        assertThat(later.session(later.cookieFor(BEN))).isPresent();
    }

    @Test
    void what_would_have_ended_by_itself_is_forgotten() {
        for (int i = 0; i < 20; i++) {
            end(sessions.cookieFor(ANA, Duration.ofHours(1)));
            sessions.endAll("user-" + i, "kim");
        }
        assertThat(ended.size()).isEqualTo(40);
        clock.advance(Duration.ofHours(1));
        end(sessions.cookieFor(ANA, Duration.ofHours(1)));
        assertThat(ended.size()).isEqualTo(21);
        assertThat(readAnew().size()).isEqualTo(21);
        clock.advance(Sessions.LIFETIME);
        assertThat(readAnew().size()).isZero();
        sessions.endAll("ana", "kim");
        assertThat(ended.size()).isEqualTo(1);
    }
}
