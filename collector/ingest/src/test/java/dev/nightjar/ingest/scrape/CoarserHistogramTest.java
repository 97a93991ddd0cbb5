package dev.nightjar.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.ingest.scrapeconfig.HistogramResolution;
import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoarserHistogramTest {
    private static NativeHistogram histogram(int schema, int[] positive, double[] counts) {
        return new NativeHistogram(
                schema,
                NativeHistogram.ResetHint.UNKNOWN,
                20,
                5,
                0.001,
                1,
                HistogramBuckets.of(positive, counts),
                HistogramBuckets.of(new int[] {-1}, new double[] {2}));
    }

    private static NativeHistogram within(int buckets, double factor, NativeHistogram histogram) throws Exception {
        return CoarserHistogram.within(new HistogramResolution(buckets, factor), histogram);
    }

    @Test
    void buckets_are_merged_until_there_are_few_enough() throws Exception {
        NativeHistogram fine = histogram(2, new int[] {-3, 0, 1, 2, 5}, new double[] {1, 2, 3, 4, 5});

        NativeHistogram two = within(5, 0, fine);

        // upper bounds at schema 2 are 2^(i/4), at schema 1 2^(i/2)
        assertThat(two.schema()).isEqualTo(1);
        assertThat(two.positive()).isEqualTo(HistogramBuckets.of(new int[] {-1, 0, 1, 3}, new double[] {1, 2, 7, 5}));
    }

    @Test
    void what_is_within_the_limits_stays_as_it_is() throws Exception {
        NativeHistogram fine = histogram(3, new int[] {1, 2}, new double[] {1, 2});

        assertThat(within(0, 0, fine)).isSameAs(fine);
        assertThat(within(3, 1.09, fine)).isSameAs(fine);
    }

    /** The schema's own growth factors, from the documentation of {@code native_histogram_min_bucket_factor}. */
    @ParameterizedTest
    @CsvSource({
        "65536, -4",
        "256, -3",
        "16, -2",
        "4, -1",
        "2, 0",
        "1.4, 1",
        "1.1, 2",
        "1.09, 3",
        "1.04, 4",
        "1.02, 5",
        "1.01, 6",
        "1.005, 7",
        "1.002, 8",
        "1, 8",
        "0, 8",
        "1e9, -4"
    })
    void a_factor_is_kept_to_by_the_finest_schema_that_has_it(double factor, int schema) {
        assertThat(new HistogramResolution(0, factor).finestSchema()).isEqualTo(schema);
    }

    @Test
    void a_histogram_that_cannot_be_made_coarse_enough_fails_the_scrape() {
        NativeHistogram custom = NativeHistogram.withBounds(
                new double[] {1, 2},
                NativeHistogram.ResetHint.UNKNOWN,
                3,
                1,
                HistogramBuckets.of(new int[] {0, 1, 2}, new double[] {1, 1, 1}));

        assertThatThrownBy(() -> within(2, 0, custom))
                .isInstanceOf(ScrapeException.class)
                .hasMessage("a native histogram has 3 buckets, native_histogram_bucket_limit is 2");
        assertThatThrownBy(() -> within(1, 0, histogram(0, new int[] {1}, new double[] {1})))
                .isInstanceOf(ScrapeException.class);
    }
}
