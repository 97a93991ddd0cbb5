package dev.nightjar.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class QueryBudgetTest {
    private static final QueryLimits LIMITS = new QueryLimits(1000, 100, 10, 10, Duration.ofSeconds(1));

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final InstantSource clock = now::get;
    private final Cancellation cancellation = new Cancellation();
    private final QueryBudget budget = new QueryBudget(LIMITS, cancellation, clock);

    @Test
    void what_is_read_may_be_more_than_what_is_kept() {
        budget.samples(900);
        budget.held(100);
        assertThatThrownBy(() -> budget.held(1)).hasMessageContaining("more than 100;");
        assertThatThrownBy(() -> budget.samples(101)).hasMessageContaining("more than 1000;");
    }

    @Test
    void long_work_ends_when_the_caller_leaves() {
        budget.work(1);
        cancellation.cancel();
        budget.work(1);
        assertThatThrownBy(() -> budget.work(1_000_000))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.CANCELED));
    }

    @Test
    void long_work_ends_when_its_time_is_over() {
        now.set(Instant.EPOCH.plusMillis(1001));
        assertThatThrownBy(() -> budget.work(1_000_000))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT));
    }

    @Test
    void a_small_heap_keeps_less() {
        assertThat(QueryLimits.forHeap(512L << 20).maxHeld()).isEqualTo(2L << 20);
        assertThat(QueryLimits.forHeap(64L << 30).maxHeld()).isEqualTo(50_000_000);
    }
}
