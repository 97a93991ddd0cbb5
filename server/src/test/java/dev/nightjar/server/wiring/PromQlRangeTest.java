package dev.nightjar.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.alerting.rules.InvalidExpressionException;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.model.Labels;
import dev.nightjar.query.deviation.RangeQuery.Row;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class PromQlRangeTest {
    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final PromQl promQl = new PromQl(store, InstantSource.system());

    @Test
    void every_step_has_a_value_or_a_gap() {
        Labels labels = Labels.of("__name__", "x", "instance", "a");
        store.put(labels, 1_000_000, 1);
        store.put(labels, 1_700_000, 2);
        Row row =
                new PromQlRange(promQl).ask("x", 1_000_000, 1_800_000, 200_000).getFirst();
        assertThat(row.labels().equals(labels)).isTrue();
        assertThat(row.values()).containsExactly(1, 1, Double.NaN, Double.NaN, 2);
    }

    @Test
    void rules_ask_vectors_and_scalars_and_are_told_what_is_not_an_expression() {
        store.put(Labels.of("__name__", "up"), 1_000, 1);
        QueryExpressions expressions = new QueryExpressions(store, new InMemoryLogStore(), InstantSource.system());
        assertThat(expressions.prepare("up > 0").at(Instant.ofEpochMilli(2_000)))
                .containsExactly(new Sample(Labels.of("__name__", "up"), 1));
        assertThat(expressions.prepare("1 + 1").at(Instant.EPOCH)).containsExactly(new Sample(Labels.EMPTY, 2));
        assertThatThrownBy(() -> expressions.prepare("up >"))
                .isInstanceOf(InvalidExpressionException.class)
                .hasMessageContaining("1:5");
        assertThatThrownBy(() -> QueryExpressions.syntaxOnly().prepare("rat(up[5m])"))
                .hasMessageContaining("rate");
    }
}
