package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.NativeHistogram;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClassicBucketsTest {
    private static final double INFINITY = Double.POSITIVE_INFINITY;

    private final ClassicBuckets buckets = new ClassicBuckets();

    /** @param boundsAndCounts by turns */
    private Optional<String> histogram(double... boundsAndCounts) {
        for (int i = 0; i < boundsAndCounts.length; i += 2) {
            buckets.bucket(boundsAndCounts[i], boundsAndCounts[i + 1]);
        }
        Optional<String> made = buckets.histogram().map(NativeHistogram::toString);
        buckets.clear();
        return made;
    }

    @Test
    void buckets_may_come_in_any_order_and_of_two_with_one_bound_the_first_counts() {
        buckets.count(7);
        buckets.sum(3);
        assertThat(histogram(INFINITY, 7, 2, 5, -1, 1, 2, 6))
                .contains("{count:7.0, sum:3.0, schema:-53, bounds:[-1.0, 2.0], positive:[0=1.0, 1=4.0, 2=2.0]}");
    }

    @Test
    void the_count_may_be_told_by_the_last_bucket_and_the_last_bucket_by_the_count() {
        assertThat(histogram(1, 2, INFINITY, 3))
                .contains("{count:3.0, sum:0.0, schema:-53, bounds:[1.0], positive:[0=2.0, 1=1.0]}");
        buckets.count(3);
        assertThat(histogram(1, 2)).contains("{count:3.0, sum:0.0, schema:-53, bounds:[1.0], positive:[0=2.0, 1=1.0]}");
        buckets.count(3);
        assertThat(histogram()).contains("{count:3.0, sum:0.0, schema:-53, bounds:[], positive:[0=3.0]}");
    }

    @Test
    void numbers_that_contradict_each_other_make_none() {
        assertThat(histogram()).isEmpty();
        assertThat(histogram(1, 3, INFINITY, 2)).as("falls").isEmpty();
        assertThat(histogram(1, Double.NaN, INFINITY, 2)).as("is no number").isEmpty();
        assertThat(histogram(Double.NaN, 1, 2, 1, INFINITY, 2))
                .as("bound that is none")
                .isEmpty();
        assertThat(histogram(1, 1, Double.NaN, 1))
                .as("bound that is none, at the end")
                .isEmpty();
        assertThat(histogram(Double.NEGATIVE_INFINITY, 1, INFINITY, 2))
                .as("bound that is none")
                .isEmpty();
        buckets.count(5);
        assertThat(histogram(1, 1, INFINITY, 4)).as("count is another").isEmpty();
        buckets.count(-1);
        assertThat(histogram()).as("below nothing").isEmpty();
    }

    @Test
    void there_is_room_for_many() {
        for (int i = 99; i >= 0; i--) {
            buckets.bucket(i, i + 1);
        }
        NativeHistogram made = buckets.histogram().orElseThrow();
        assertThat(made.customBounds()).hasSize(100).isSorted();
        assertThat(made.count()).isEqualTo(100);
    }
}
