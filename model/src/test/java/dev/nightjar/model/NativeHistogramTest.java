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
}
