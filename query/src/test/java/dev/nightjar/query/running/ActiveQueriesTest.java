package dev.nightjar.query.running;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ActiveQueriesTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final AskedQuery UP = new AskedQuery("promql", "up", "ada");

    private final TestingClock clock = new TestingClock(NOON);
    private final List<SlowQuery> logged = new ArrayList<>();
    private final SlowQueries slow = new SlowQueries(Duration.ofSeconds(2), 2, logged::add);
    private final ActiveQueries active = new ActiveQueries(clock, slow);

    private String take(AskedQuery asked, Duration time) {
        return active.run(asked, new Cancellation(), () -> {
            clock.advance(time);
            return "answer";
        });
    }

    @Test
    void a_query_is_listed_while_it_runs_and_no_longer() {
        List<ActiveQuery> meanwhile = active.run(UP, new Cancellation(), active::list);

        assertThat(meanwhile).containsExactly(new ActiveQuery(1, UP, NOON, 0));
        assertThat(active.list()).isEmpty();
    }

    @Test
    void a_listed_query_says_how_many_samples_it_has_read() {
        InMemorySeriesStore store = new InMemorySeriesStore();
        for (int i = 0; i < 10; i++) {
            store.put(Labels.of("__name__", "up", "n", Integer.toString(i)), 0, 1);
        }
        Cancellation cancellation = new Cancellation();

        long samples = active.run(UP, cancellation, () -> {
            new PromQl(store, clock)
                    .prepare("up")
                    .instant(0, QueryOptions.defaults().withCancellation(cancellation));
            return active.list().getFirst().samples();
        });

        assertThat(samples).isBetween(10L, 20L);
    }

    @Test
    void a_killed_query_fails_and_names_who_killed_it() {
        Cancellation cancellation = new Cancellation();
        PromQl promQl = new PromQl(new InMemorySeriesStore(), clock);

        assertThatThrownBy(() -> active.run(UP, cancellation, () -> {
                    assertThat(active.kill(1, "grace")).isTrue();
                    return promQl.prepare("up")
                            .instant(0, QueryOptions.defaults().withCancellation(cancellation));
                }))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELED))
                .hasMessage("the query was killed by grace");
        assertThat(active.kill(1, "grace")).isFalse();
    }

    @Test
    void the_first_reason_to_cancel_is_told() {
        Cancellation cancellation = new Cancellation();
        assertThat(cancellation.isCanceled()).isFalse();

        cancellation.cancel("its client went away");
        cancellation.cancel();

        assertThat(cancellation.isCanceled()).isTrue();
        assertThat(cancellation.reason()).isEqualTo("its client went away");
    }

    @Test
    void slow_queries_are_logged_and_the_last_ones_remembered() {
        take(UP, Duration.ofMillis(1999));
        assertThat(logged).isEmpty();

        take(new AskedQuery("promql", "a", "ada"), Duration.ofSeconds(2));
        take(new AskedQuery("logql", "b", "ada"), Duration.ofSeconds(3));
        take(new AskedQuery("promql", "c", "ada"), Duration.ofSeconds(4));

        assertThat(logged).extracting(query -> query.asked().text()).containsExactly("a", "b", "c");
        assertThat(slow.list()).extracting(query -> query.asked().text()).containsExactly("c", "b");
        assertThat(slow.list().getFirst())
                .isEqualTo(new SlowQuery(
                        new AskedQuery("promql", "c", "ada"),
                        NOON.plusMillis(6999),
                        Duration.ofSeconds(4),
                        0,
                        Optional.empty()));
    }

    @Test
    void a_slow_query_that_failed_says_why() {
        assertThatThrownBy(() -> active.run(UP, new Cancellation(), () -> {
                    clock.advance(Duration.ofMinutes(1));
                    throw QueryException.execution("too much");
                }))
                .hasMessage("too much");

        assertThat(slow.list()).extracting(SlowQuery::failure).containsExactly(Optional.of("too much"));
        assertThat(active.list()).isEmpty();
    }
}
