package dev.nightjar.query.histogram;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class BucketBoundsTest {
    @Test
    void a_bucket_of_schema_0_ends_at_a_power_of_two() {
        assertThat(BucketBounds.exponential(0, 0)).isEqualTo(1);
        assertThat(BucketBounds.exponential(0, 3)).isEqualTo(8);
        assertThat(BucketBounds.exponential(0, -2)).isEqualTo(0.25);
    }

    @Test
    void each_schema_halves_the_exponent_of_the_one_before() {
        assertThat(BucketBounds.exponential(-2, 2)).isEqualTo(256);
        assertThat(BucketBounds.exponential(1, 1))
                .as("the digit that Prometheus prints")
                .isEqualTo(1.414213562373095);
        assertThat(BucketBounds.exponential(8, -1))
                .isCloseTo(Math.pow(2, -1.0 / 256), Percentage.withPercentage(1e-13));
    }

    @Test
    void bounds_of_two_schemas_that_coincide_are_the_same_double() {
        for (int schema = -4; schema < 8; schema++) {
            for (int index = -40; index <= 40; index++) {
                assertThat(BucketBounds.exponential(schema + 1, 2 * index))
                        .isEqualTo(BucketBounds.exponential(schema, index));
            }
        }
    }

    @Test
    void the_last_finite_bound_is_the_greatest_double_and_none_lies_outside() {
        assertThat(BucketBounds.exponential(0, 1024)).isEqualTo(Double.MAX_VALUE);
        assertThat(BucketBounds.exponential(0, 1025)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(BucketBounds.exponential(-9, Integer.MAX_VALUE)).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(BucketBounds.exponential(-9, Integer.MIN_VALUE)).isZero();
    }
}
