package dev.nightjar.query.histogram;

import static dev.nightjar.query.histogram.Histograms.custom;
import static dev.nightjar.query.histogram.Histograms.exponential;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramSizeTest {
    @Test
    void a_histogram_counts_as_the_numbers_that_take_as_much_room() {
        assertThat(HistogramSize.inSamples(exponential(0, 1))).as("empty").isEqualTo(11);
        assertThat(HistogramSize.inSamples(exponential(0, 1, 4, 5, 6)))
                .as("one run")
                .isEqualTo(13);
        assertThat(HistogramSize.inSamples(exponential(0, 1, 4, 0, 0, 6)))
                .as("two runs")
                .isEqualTo(13);
        assertThat(HistogramSize.inSamples(custom(new double[] {1, 2, 4}, 1, 2, 3, 4)))
                .as("with bounds")
                .isEqualTo(15);
    }
}
