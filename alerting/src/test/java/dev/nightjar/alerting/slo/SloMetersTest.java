package dev.nightjar.alerting.slo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.definition.Problems;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SloMetersTest {
    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    private final TestingExpressions expressions = new TestingExpressions();
    private final Slo pattern =
            SloFile.read("slos/x.yml", """
                    apiVersion: pyrra.dev/v1alpha1
                    kind: ServiceLevelObjective
                    metadata: {name: api}
                    spec:
                      target: "99"
                      indicator:
                        ratio: {errors: {metric: errors}, total: {metric: requests}, grouping: [handler]}
                    """, expressions, new Problems()).getFirst();

    private final SloMeters meters = new SloMeters(List.of(pattern), expressions);
    private List<String> handlers = new ArrayList<>(List.of("/cart", "/pay"));

    private void answer() {
        for (Duration back : List.of(pattern.window(), Duration.ofMinutes(11))) {
            expressions.answer(
                    pattern.totalQuery(back),
                    at -> handlers.stream()
                            .map(handler -> new Sample(Labels.of("handler", handler), 1))
                            .toList());
        }
    }

    private List<String> names(Instant at) {
        return meters.at(at).stream().map(meter -> meter.slo().name()).toList();
    }

    @Test
    void each_group_that_the_data_have_has_a_meter_of_its_own_and_keeps_it() {
        answer();
        SloMeter cart = meters.at(NOW).getFirst();
        assertThat(names(NOW)).containsExactly("api-cart", "api-pay");

        handlers = List.of("/pay", "/new");
        assertThat(names(NOW.plusSeconds(59))).containsExactly("api-cart", "api-pay");
        assertThat(names(NOW.plusSeconds(60))).containsExactly("api-cart", "api-new", "api-pay");
        assertThat(meters.at(NOW.plusSeconds(60)).getFirst()).isSameAs(cart);
    }

    @Test
    void a_start_finds_groups_that_were_there_at_any_time_of_the_window() {
        expressions.answer(
                pattern.totalQuery(Duration.ofDays(28)),
                at -> List.of(new Sample(Labels.of("handler", "/gone-for-weeks"), 1)));
        assertThat(names(NOW)).containsExactly("api-gone-for-weeks");
    }

    @Test
    void a_later_look_goes_back_to_the_one_before_it_however_long_nobody_asked() {
        answer();
        assertThat(names(NOW)).hasSize(2);
        expressions.answer(
                pattern.totalQuery(Duration.ofHours(5).plusMinutes(10)),
                at -> List.of(new Sample(Labels.of("handler", "/new"), 1)));
        assertThat(names(NOW.plus(Duration.ofHours(5)))).containsExactly("api-cart", "api-new", "api-pay");
    }

    @Test
    void groups_whose_names_would_be_the_same_are_told_apart() {
        handlers = List.of("/pay", "/Pay", "pay");
        answer();
        assertThat(names(NOW)).hasSize(3).doesNotHaveDuplicates().allMatch(name -> name.startsWith("api-pay"));
    }

    @Test
    void while_the_groups_cannot_be_read_those_that_are_known_stay() {
        answer();
        assertThat(names(NOW)).hasSize(2);
        expressions.answer(pattern.totalQuery(Duration.ofMinutes(12)), at -> {
            throw new IllegalStateException("too many samples");
        });
        assertThat(names(NOW.plusSeconds(90))).containsExactly("api-cart", "api-pay");
    }

    @Test
    void a_label_with_many_values_does_not_make_as_many_objectives() {
        handlers = IntStream.range(0, 1_000).mapToObj(i -> "/" + i).toList();
        answer();
        assertThat(names(NOW)).hasSize(SloMeters.MOST_GROUPS);
    }
}
