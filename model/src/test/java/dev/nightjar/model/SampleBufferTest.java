package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SampleBufferTest {
    private static final NativeHistogram HISTOGRAM = NativeHistogram.withBounds(
            new double[] {1}, NativeHistogram.ResetHint.UNKNOWN, 2, 3, HistogramBuckets.of(new int[] {0}, new double[] {
                2
            }));

    @Test
    void numbers_and_histograms_stand_side_by_side() {
        SampleBuffer buffer = new SampleBuffer(1);
        buffer.add(1, 0.5);
        buffer.add(2, HISTOGRAM);
        buffer.startMillis(1, 77);
        buffer.add(3, 1.5);

        assertThat(buffer.histogram(0)).isNull();
        assertThat(buffer.histogram(1)).isEqualTo(HISTOGRAM);
        assertThat(buffer.value(1)).isNaN();
        assertThat(StaleMarker.is(buffer.value(1))).isFalse();
        assertThat(buffer.histogram(2)).isNull();
        assertThat(buffer.startMillis(0)).isZero();
        assertThat(buffer.startMillis(1)).isEqualTo(77);
    }

    @Test
    void what_is_cut_off_or_cleared_does_not_come_back() {
        SampleBuffer buffer = new SampleBuffer(4);
        buffer.add(1, 1);
        buffer.add(2, HISTOGRAM);
        buffer.startMillis(1, 77);
        buffer.size(1);
        buffer.add(2, 2);
        assertThat(buffer.histogram(1)).isNull();
        assertThat(buffer.startMillis(1)).isZero();

        buffer.add(3, HISTOGRAM);
        buffer.clear();
        assertThat(buffer.hasHistograms()).isFalse();
        assertThat(buffer.hasStarts()).isFalse();
        buffer.reserve(3);
        buffer.size(3);
        assertThat(buffer.histogram(2)).isNull();
    }

    @Test
    void a_sample_moves_with_all_its_columns() {
        SampleBuffer buffer = new SampleBuffer(4);
        buffer.add(1, 1);
        buffer.add(2, HISTOGRAM);
        buffer.startMillis(1, 77);
        buffer.add(3, 3);
        buffer.move(1, 0);
        buffer.move(2, 1);
        buffer.size(2);

        assertThat(buffer.timestampMillis(0)).isEqualTo(2);
        assertThat(buffer.histogram(0)).isEqualTo(HISTOGRAM);
        assertThat(buffer.startMillis(0)).isEqualTo(77);
        assertThat(buffer.value(1)).isEqualTo(3);
        assertThat(buffer.histogram(1)).isNull();
        assertThat(buffer.startMillis(1)).isZero();
    }
}
