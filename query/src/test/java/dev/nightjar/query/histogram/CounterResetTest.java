package dev.nightjar.query.histogram;

import static dev.nightjar.query.histogram.Histograms.custom;
import static dev.nightjar.query.histogram.Histograms.exponential;
import static dev.nightjar.query.histogram.Histograms.withZero;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import org.junit.jupiter.api.Test;

class CounterResetTest {
    private final NativeHistogram before = exponential(1, 2, 3, 4);

    @Test
    void counts_that_only_rise_are_no_reset() {
        assertThat(CounterReset.between(before, before)).isFalse();
        assertThat(CounterReset.between(before, exponential(1, 1, 1, 3, 5))).isFalse();
    }

    @Test
    void a_single_bucket_that_fell_is_a_reset() {
        assertThat(CounterReset.between(before, exponential(1, 2, 2, 9))).isTrue();
        assertThat(CounterReset.between(before, exponential(1, 2, 9))).isTrue();
        assertThat(CounterReset.between(withZero(0, 1, 2, 1, 4), withZero(0, 1, 1, 1, 9)))
                .isTrue();
    }

    @Test
    void what_the_sender_says_is_believed() {
        NativeHistogram fewer = exponential(1, 2, 1);

        assertThat(CounterReset.between(before, HistogramArithmetic.withHint(fewer, ResetHint.NO_RESET)))
                .isFalse();
        assertThat(CounterReset.between(before, HistogramArithmetic.withHint(before, ResetHint.RESET)))
                .isTrue();
        assertThat(CounterReset.between(before, HistogramArithmetic.withHint(fewer, ResetHint.GAUGE)))
                .isTrue();
    }

    @Test
    void a_counter_may_become_coarser_but_not_finer() {
        assertThat(CounterReset.between(before, exponential(0, 1, 3, 4))).isFalse();
        assertThat(CounterReset.between(exponential(0, 1, 3, 4), exponential(1, 2, 3, 4)))
                .isTrue();
        assertThat(CounterReset.between(exponential(0, 0, 1, 1), withZero(0, 1, 1, 1, 1)))
                .isFalse();
        assertThat(CounterReset.between(withZero(0, 1, 1, 1, 1), exponential(0, 0, 1, 1)))
                .isTrue();
        // Its zero bucket now ends inside of what was a bucket: part of that must have been forgotten.
        assertThat(CounterReset.between(exponential(0, 1, 1), withZero(0, 1.5, 1, 1, 1)))
                .isTrue();
    }

    @Test
    void other_bounds_are_compared_where_they_coincide() {
        assertThat(CounterReset.between(custom(new double[] {1, 2}, 1, 1, 1), custom(new double[] {2, 3}, 2, 1, 1)))
                .isFalse();
        assertThat(CounterReset.between(custom(new double[] {1, 2}, 1, 1, 1), custom(new double[] {2, 3}, 1, 1, 9)))
                .isTrue();
        assertThat(CounterReset.between(exponential(0, 1, 1), custom(new double[] {2}, 5)))
                .isTrue();
    }
}
