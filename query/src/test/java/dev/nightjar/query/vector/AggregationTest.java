package dev.nightjar.query.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.SourceText;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class AggregationTest {
    private static final Annotations.Place PLACE = new Annotations(new SourceText("")).at(0);

    private static StepSeries series(String job, double... values) {
        return new StepSeries(Labels.of("__name__", "up", "job", job), values);
    }

    private static List<StepSeries> aggregate(AggregationOp op, StepSeries... series) {
        Aggregation aggregation = Aggregation.of(op, Grouping.ALL, series[0].values().length, PLACE);
        for (StepSeries one : series) {
            aggregation.add(one);
        }
        return aggregation.finish();
    }

    @Test
    void a_step_without_values_stays_without_one() {
        List<StepSeries> sum = aggregate(
                AggregationOp.SUM, series("a", 1, Absent.VALUE, Absent.VALUE), series("b", 2, 5, Absent.VALUE));

        assertThat(sum).hasSize(1);
        assertThat(sum.getFirst().labels().isEmpty()).isTrue();
        assertThat(sum.getFirst().values()[0]).isEqualTo(3);
        assertThat(sum.getFirst().values()[1]).isEqualTo(5);
        assertThat(Absent.is(sum.getFirst().values()[2])).isTrue();
    }

    @Test
    void a_group_without_any_value_is_not_there() {
        assertThat(aggregate(AggregationOp.COUNT, series("a", Absent.VALUE))).isEmpty();
    }

    @Test
    void a_sum_keeps_what_rounding_would_lose() {
        List<StepSeries> sum = aggregate(AggregationOp.SUM, series("a", 1e100), series("b", 1), series("c", -1e100));

        assertThat(sum.getFirst().values()).containsExactly(1);
    }

    @Test
    void an_average_does_not_overflow() {
        double most = 9e307;
        List<StepSeries> average =
                aggregate(AggregationOp.AVG, series("a", most), series("b", most), series("c", most));

        assertThat(average.getFirst().values()[0]).isCloseTo(most, Percentage.withPercentage(1e-9));
    }

    @Test
    void grouping_without_labels_leaves_the_name_out_too() {
        Aggregation aggregation = Aggregation.of(AggregationOp.SUM, new Grouping(true, List.of("job")), 1, PLACE);
        aggregation.add(series("a", 1));

        assertThat(aggregation.finish())
                .singleElement()
                .satisfies(group -> assertThat(group.labels().isEmpty()).isTrue());
    }

    @Test
    void not_a_number_is_a_value_and_absent_is_not() {
        assertThat(Absent.is(Double.NaN)).isFalse();
        assertThat(Absent.is(Absent.VALUE)).isTrue();
        assertThat(Absent.is(Absent.canonical(Absent.VALUE))).isFalse();
        assertThat(aggregate(AggregationOp.COUNT, series("a", Double.NaN))
                        .getFirst()
                        .values())
                .containsExactly(1);
    }
}
