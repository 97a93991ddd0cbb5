package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.NativeHistogram.ResetHint;
import org.junit.jupiter.api.Test;

class NativeHistogramTest {
    private static final HistogramBuckets SOME = HistogramBuckets.of(new int[] {0, 2}, new double[] {1, 1});

    @Test
    void empty_buckets_say_nothing() {
        assertThat(HistogramBuckets.of(new int[] {-1, 3, 4}, new double[] {2, 0, 1}))
                .isEqualTo(HistogramBuckets.of(new int[] {-1, 4}, new double[] {2, 1}))
                .hasToString("[-1=2.0, 4=1.0]");
        assertThat(HistogramBuckets.of(new int[] {5}, new double[] {0})).isSameAs(HistogramBuckets.NONE);
    }

    @Test
    void what_cannot_be_is_refused_with_what_was_found() {
        assertThatThrownBy(() -> HistogramBuckets.of(new int[] {2, 2}, new double[] {1, 1}))
                .hasMessage("bucket 2 follows bucket 2");
        assertThatThrownBy(() -> new NativeHistogram(9, ResetHint.UNKNOWN, 2, 1, 0, 0, SOME, HistogramBuckets.NONE))
                .hasMessage("schema 9 of a native histogram is not one from -9 to 8");
        assertThatThrownBy(() ->
                        NativeHistogram.withBounds(new double[] {1, 1}, ResetHint.UNKNOWN, 2, 1, HistogramBuckets.NONE))
                .hasMessage("bound 1 of a histogram is 1.0; bounds are finite and rise strictly");
        assertThatThrownBy(() -> NativeHistogram.withBounds(new double[] {1}, ResetHint.UNKNOWN, 2, 1, SOME))
                .hasMessage("a histogram with 1 bounds has buckets 0 to 1, found 0 to 2");
    }

    /** Upper bounds at schema 2 are 2^(i/4), at schema 1 2^(i/2). */
    @Test
    void in_a_coarser_schema_buckets_fall_together_and_the_rest_stays() {
        NativeHistogram fine = new NativeHistogram(
                2,
                ResetHint.RESET,
                20,
                5,
                0.001,
                1,
                buckets(new int[] {-3, 0, 1, 2, 5}, 1, 2, 3, 4, 5),
                buckets(new int[] {-1}, 2));

        assertThat(fine.toSchema(1))
                .isEqualTo(new NativeHistogram(
                        1,
                        ResetHint.RESET,
                        20,
                        5,
                        0.001,
                        1,
                        buckets(new int[] {-1, 0, 1, 3}, 1, 2, 7, 5),
                        buckets(new int[] {0}, 2)));
        assertThat(fine.toSchema(-9).positive()).isEqualTo(buckets(new int[] {0, 1}, 3, 12));
    }

    @Test
    void what_is_no_finer_and_what_has_bounds_of_its_own_stays_as_it_is() {
        NativeHistogram exponential =
                new NativeHistogram(2, ResetHint.UNKNOWN, 2, 1, 0, 0, SOME, HistogramBuckets.NONE);
        NativeHistogram custom = NativeHistogram.withBounds(new double[] {1, 2}, ResetHint.UNKNOWN, 2, 1, SOME);

        assertThat(exponential.toSchema(2)).isSameAs(exponential);
        assertThat(exponential.toSchema(3)).isSameAs(exponential);
        assertThat(custom.toSchema(-4)).isSameAs(custom);
    }

    @Test
    void a_coarser_bucket_takes_in_those_that_end_at_or_below_its_end() {
        assertThat(HistogramBuckets.coarser(2, 1)).isEqualTo(1);
        assertThat(HistogramBuckets.coarser(1, 1)).isEqualTo(1);
        assertThat(HistogramBuckets.coarser(0, 1)).isZero();
        assertThat(HistogramBuckets.coarser(-1, 1)).isZero();
        assertThat(HistogramBuckets.coarser(5, 2)).isEqualTo(2);
    }

    @Test
    void buckets_are_added_by_their_index_and_those_that_cancel_out_are_gone() {
        HistogramBuckets others = buckets(new int[] {-1, 2, 3}, 5, 1, 4);

        assertThat(SOME.plus(others, 1)).isEqualTo(buckets(new int[] {-1, 0, 2, 3}, 5, 1, 2, 4));
        assertThat(SOME.plus(others, -1)).isEqualTo(buckets(new int[] {-1, 0, 3}, -5, 1, -4));
        assertThat(SOME.plus(HistogramBuckets.NONE, 1)).isEqualTo(SOME);
    }

    private static HistogramBuckets buckets(int[] indices, double... counts) {
        return HistogramBuckets.of(indices, counts);
    }
}
