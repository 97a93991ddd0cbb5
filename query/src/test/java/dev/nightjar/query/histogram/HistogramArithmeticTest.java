package dev.nightjar.query.histogram;

import static dev.nightjar.query.histogram.Histograms.buckets;
import static dev.nightjar.query.histogram.Histograms.custom;
import static dev.nightjar.query.histogram.Histograms.exponential;
import static dev.nightjar.query.histogram.Histograms.withZero;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HistogramArithmeticTest {
    private static NativeHistogram sum(NativeHistogram left, NativeHistogram right) {
        return HistogramArithmetic.add(left, right).orElseThrow().histogram();
    }

    @Test
    void a_sum_has_the_coarser_resolution() {
        NativeHistogram sum = sum(exponential(1, 1, 1, 2, 4), exponential(0, 1, 10));

        assertThat(sum.schema()).isZero();
        assertThat(sum.positive()).isEqualTo(buckets(1, 13, 4));
        assertThat(sum.count()).isEqualTo(17);
    }

    @Test
    void a_wider_zero_bucket_takes_in_what_lies_below_its_threshold() {
        NativeHistogram sum = sum(withZero(0, 2, 5, 2, 7), exponential(0, 0, 1, 1, 3));

        assertThat(sum.zeroThreshold()).isEqualTo(2);
        assertThat(sum.zeroCount()).isEqualTo(7);
        assertThat(sum.positive()).isEqualTo(buckets(2, 10));
    }

    @Test
    void a_zero_bucket_that_would_end_inside_a_bucket_is_widened_to_its_end() {
        NativeHistogram sum = sum(withZero(0, 3, 5, 3, 7), exponential(0, 2, 2));

        assertThat(sum.zeroThreshold()).isEqualTo(4);
        assertThat(sum.zeroCount()).isEqualTo(7);
        assertThat(sum.positive()).isEqualTo(buckets(3, 7));
    }

    @Test
    void of_bounds_that_differ_the_shared_ones_are_left() {
        Combined sum = HistogramArithmetic.add(
                        custom(new double[] {1, 2, 5}, 1, 2, 3, 4), custom(new double[] {2, 4, 5}, 10, 20, 30, 40))
                .orElseThrow();

        assertThat(sum.reconciled()).isTrue();
        assertThat(sum.histogram().customBounds()).containsExactly(2, 5);
        assertThat(sum.histogram().positive()).isEqualTo(buckets(0, 13, 53, 44));
    }

    @Test
    void exponential_and_custom_buckets_cannot_be_added() {
        assertThat(HistogramArithmetic.add(exponential(0, 1, 1), custom(new double[] {1}, 1)))
                .isEmpty();
    }

    @Test
    void what_is_known_of_resets_is_known_of_the_sum_only_if_both_agree() {
        NativeHistogram plain = exponential(0, 1, 1);
        NativeHistogram reset = HistogramArithmetic.withHint(plain, ResetHint.RESET);
        NativeHistogram none = HistogramArithmetic.withHint(plain, ResetHint.NO_RESET);
        NativeHistogram gauge = HistogramArithmetic.withHint(plain, ResetHint.GAUGE);

        assertThat(sum(none, none).resetHint()).isEqualTo(ResetHint.NO_RESET);
        assertThat(sum(none, plain).resetHint()).isEqualTo(ResetHint.UNKNOWN);
        assertThat(sum(reset, gauge).resetHint()).isEqualTo(ResetHint.GAUGE);
        assertThat(HistogramArithmetic.add(reset, none))
                .hasValueSatisfying(sum -> assertThat(sum.resetsCollide()).isTrue());
        assertThat(HistogramArithmetic.add(reset, plain))
                .hasValueSatisfying(sum -> assertThat(sum.resetsCollide()).isFalse());
    }

    @Test
    void a_negative_multiple_is_a_gauge_and_a_quotient_by_zero_has_no_buckets() {
        NativeHistogram histogram = withZero(0, 0.5, 1, 1, 2);

        assertThat(HistogramArithmetic.multiply(histogram, -1).resetHint()).isEqualTo(ResetHint.GAUGE);
        NativeHistogram quotient = HistogramArithmetic.divide(histogram, 0);
        assertThat(quotient.positive()).isEqualTo(HistogramBuckets.NONE);
        assertThat(quotient.zeroCount()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(quotient.count()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    @Test
    void a_threshold_that_is_no_number_ends_in_an_answer() {
        assertThat(sum(withZero(0, Double.NaN, 1, 1, 2), exponential(0, 1, 1)).count())
                .isEqualTo(4);
    }

    @Property
    void what_is_added_can_be_taken_away_again(
            @ForAll @IntRange(min = -4, max = 8) int schema,
            @ForAll @IntRange(min = -50, max = 50) int first,
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 1000) Integer> counts,
            @ForAll @IntRange(min = -50, max = 50) int otherFirst,
            @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 1000) Integer> others) {
        double[] whole = counts.stream().mapToDouble(Integer::doubleValue).toArray();
        double[] more = others.stream().mapToDouble(Integer::doubleValue).toArray();
        NativeHistogram histogram = exponential(schema, first, whole);
        NativeHistogram added = exponential(schema, otherFirst, more);

        NativeHistogram back = HistogramArithmetic.subtract(sum(histogram, added), added)
                .orElseThrow()
                .histogram();

        assertThat(HistogramArithmetic.same(back, histogram)).isTrue();
    }
}
