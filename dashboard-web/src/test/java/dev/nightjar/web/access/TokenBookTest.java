package dev.nightjar.web.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.event.AccessEvent.TokenUsed;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.StoredEvent;
import dev.nightjar.testkit.InMemoryEventLog;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.web.access.ApiTokens.Grant;
import dev.nightjar.web.access.ApiTokens.Scope;
import dev.nightjar.web.access.TokenBook.Listed;
import dev.nightjar.web.access.TokenBook.Made;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TokenBookTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final TestingClock clock = new TestingClock(NOON);
    private final InMemoryEventLog log = new InMemoryEventLog();
    private final Random random = new Random(1);
    private final TokenBook book = open();

    private TokenBook open() {
        return TokenBook.open(log, clock, random, Runnable::run);
    }

    private List<Event> events() {
        return log.readAfter(0, 1000).stream().map(StoredEvent::event).toList();
    }

    @Test
    void a_token_is_known_also_after_a_restart_and_nothing_that_is_kept_could_be_shown() {
        Made made = book.create("ci", List.of("gate"), null, "ada");
        assertThat(made.token()).startsWith("njt_" + made.listed().id() + "_").hasSize(4 + 10 + 1 + 43);
        String secret = made.token().substring(15);
        assertThat(events().toString()).contains("name=ci").doesNotContain(secret);
        assertThat(open().find(made.token())).contains(new Grant("ci", Set.of(Scope.GATE)));
    }

    @Test
    void what_was_not_given_out_is_not_known() {
        Made made = book.create("ci", List.of("gate"), null, "ada");
        Made other = book.create("grafana", List.of("query"), null, "ada");
        String crossed = made.token().substring(0, 15) + other.token().substring(15);
        for (String token : List.of("", "njt_", "njt_0123456789_", crossed, made.token() + "a", made.token() + " ")) {
            assertThat(book.find(token)).as(token).isEmpty();
        }
    }

    @Test
    void a_token_that_was_revoked_is_good_for_nothing_also_after_a_restart() {
        Made made = book.create("ci", List.of("gate"), null, "ada");
        assertThat(book.revoke("ci", "ben").id()).isEqualTo(made.listed().id());
        assertThat(book.find(made.token())).isEmpty();
        assertThat(open().find(made.token())).isEmpty();
        assertThat(open().list()).isEmpty();
        assertThatThrownBy(() -> book.revoke("ci", "ben")).hasMessage("there is no token \"ci\", or it was revoked");
    }

    @Test
    void a_token_expires_and_leaves_its_name_to_the_next() {
        Made made = book.create("ci", List.of("query"), Duration.ofDays(1), "ada");
        clock.advance(Duration.ofDays(1).minusSeconds(1));
        assertThat(book.find(made.token())).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(book.find(made.token())).isEmpty();
        Made next = book.create("ci", List.of("query"), null, "ada");
        assertThat(book.list()).extracting(Listed::expired).containsExactly(false, true);
        assertThat(book.revoke("ci", "ada").id())
                .as("the one that works")
                .isEqualTo(next.listed().id());
    }

    @Test
    void when_it_was_last_shown_is_known_and_written_once_in_an_hour() {
        Made made = book.create("ci", List.of("query"), null, "ada");
        assertThat(book.list().getFirst().usedAt()).isNull();
        for (int minute = 0; minute < 120; minute++) {
            book.find(made.token());
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(book.list().getFirst().usedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(119)));
        assertThat(events()).filteredOn(TokenUsed.class::isInstance).hasSize(2);
        assertThat(open().list().getFirst().usedAt()).isEqualTo(NOON.plus(Duration.ofMinutes(60)));
    }

    @Test
    void what_would_be_of_no_use_is_refused() {
        book.create("ci", List.of("query"), null, "ada");
        assertThatThrownBy(() -> book.create("ci", List.of("gate"), null, "ada"))
                .hasMessageStartingWith("there is a token \"ci\" already: ");
        assertThatThrownBy(() -> book.create("a\nb", List.of("gate"), null, "ada"))
                .hasMessage("a token needs a name of one line and at most 100 characters");
        assertThatThrownBy(() -> book.create("x", List.of(), null, "ada")).hasMessage("a token needs a scope");
        assertThatThrownBy(() -> book.create("x", List.of("gate", "all"), null, "ada"))
                .hasMessage("there is no scope \"all\"");
        assertThatThrownBy(() -> book.create("x", List.of("gate"), Duration.ZERO, "ada"))
                .hasMessage("a token cannot expire before it is used");
        assertThatThrownBy(() -> book.create("x", List.of("gate"), Duration.ofSeconds(Long.MAX_VALUE), "ada"))
                .hasMessage("a token expires within a hundred years, or never");
        assertThat(book.list()).hasSize(1);
    }
}
