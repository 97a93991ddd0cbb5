package dev.nightjar.query.histogram;

import static dev.nightjar.query.histogram.Histograms.buckets;
import static dev.nightjar.query.histogram.Histograms.custom;
import static dev.nightjar.query.histogram.Histograms.exponential;
import static dev.nightjar.query.histogram.Histograms.negative;
import static dev.nightjar.query.histogram.Histograms.withZero;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.nightjar.model.NativeHistogram;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HistogramEstimateTest {
    @Test
    void quantiles_are_interpolated_on_a_logarithmic_scale() {
        NativeHistogram histogram = exponential(0, 1, 4);

        assertThat(HistogramQuantile.of(0.5, histogram)).isCloseTo(Math.sqrt(2), offset(1e-12));
        assertThat(HistogramQuantile.of(0.5, negative(0, 1, 4))).isCloseTo(-Math.sqrt(2), offset(1e-12));
    }

    @Test
    void quantiles_between_bounds_of_its_own_are_interpolated_linearly_and_end_at_the_last() {
        NativeHistogram histogram = custom(new double[] {10, 20}, 4, 4, 2);

        assertThat(HistogramQuantile.of(0.2, histogram)).isEqualTo(5);
        assertThat(HistogramQuantile.of(0.6, histogram)).isEqualTo(15);
        assertThat(HistogramQuantile.of(0.99, histogram)).isEqualTo(20);
        assertThat(HistogramQuantile.of(0.5, custom(new double[] {-3}, 4))).isEqualTo(-3);
    }

    @Test
    void quantiles_out_of_range_or_of_nothing_say_so() {
        NativeHistogram histogram = exponential(0, 1, 4);

        assertThat(HistogramQuantile.of(-0.1, histogram)).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(HistogramQuantile.of(1.1, histogram)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(HistogramQuantile.of(Double.NaN, histogram)).isNaN();
        assertThat(HistogramQuantile.of(0.5, exponential(0, 1))).isNaN();
    }

    @Property
    void a_fraction_is_the_inverse_of_a_quantile(
            @ForAll @DoubleRange(min = 0.01, max = 0.99) double q, @ForAll @IntRange(min = -4, max = 8) int schema) {
        NativeHistogram histogram = withZero(schema, 0.001, 3, 3, 5, 1, 4, 7);

        double value = HistogramQuantile.of(q, histogram);

        assertThat(HistogramFraction.between(Double.NEGATIVE_INFINITY, value, histogram))
                .isCloseTo(q, offset(1e-9));
    }

    @Property
    void what_is_cut_off_and_what_is_left_are_the_whole(
            @ForAll @DoubleRange(min = -3, max = 40) double at, @ForAll boolean bounds) {
        NativeHistogram histogram =
                bounds ? custom(new double[] {-1, 4, 9, 16}, 0, 2, 6, 8) : withZero(0, 0.5, 3, 1, 5, 1, 4, 7);

        NativeHistogram below = HistogramTrim.below(histogram, at);
        NativeHistogram above = HistogramTrim.above(histogram, at);

        assertThat(below.count() + above.count()).isCloseTo(histogram.count(), offset(1e-9));
        assertThat(BucketList.of(below))
                .allSatisfy(bucket -> assertThat(bucket.lower()).isLessThanOrEqualTo(at));
        assertThat(BucketList.of(above))
                .allSatisfy(bucket -> assertThat(bucket.upper()).isGreaterThanOrEqualTo(at));
    }

    @Test
    void where_nothing_is_cut_off_the_sum_is_as_it_was_measured() {
        NativeHistogram histogram = exponential(0, 1, 5, 1);

        assertThat(HistogramTrim.below(histogram, 4)).isSameAs(histogram);
        assertThat(HistogramTrim.below(histogram, 2).positive()).isEqualTo(buckets(1, 5));
        assertThat(HistogramTrim.below(histogram, 2).sum()).isCloseTo(5 * Math.sqrt(2), offset(1e-12));
    }

    @Test
    void variance_is_around_the_measured_mean() {
        // Four observations taken to be at 3 and 6 by their bounds, with a mean of 4.5.
        NativeHistogram histogram = NativeHistogram.withBounds(
                new double[] {2, 4, 8}, NativeHistogram.ResetHint.UNKNOWN, 4, 18, buckets(1, 2, 2));

        assertThat(HistogramVariance.of(histogram)).isEqualTo(2.25);
    }

    @Test
    void texts_show_ranges_and_counts() {
        NativeHistogram sum = HistogramArithmetic.add(withZero(0, 0.5, 2, 1, 3), negative(0, 1, 1))
                .orElseThrow()
                .histogram();

        assertThat(HistogramText.of(sum)).isEqualTo("{count:6, sum:4, [-2,-1):1, [-0.5,0.5]:2, (1,2]:3}");
        assertThat(HistogramText.of(custom(new double[] {1e6}, 1, 2)))
                .isEqualTo("{count:3, sum:3, [-Inf,1e+06]:1, (1e+06,+Inf]:2}");
    }
}
