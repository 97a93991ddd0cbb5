package dev.nightjar.query.histogram;

import static dev.nightjar.query.histogram.Histograms.buckets;
import static dev.nightjar.query.histogram.Histograms.custom;
import static dev.nightjar.query.histogram.Histograms.exponential;
import static dev.nightjar.query.histogram.Histograms.withZero;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class RunningHistogramTest {
    @Test
    void a_sum_keeps_what_rounding_would_lose() {
        HistogramSum sum = new HistogramSum(exponential(0, 1, 1e100, 3));
        sum.add(exponential(0, 1, 1, 1));
        sum.add(exponential(0, 1, -1e100, 1));

        assertThat(sum.value().positive()).isEqualTo(buckets(1, 1, 5));
    }

    @Test
    void a_mean_does_not_overflow() {
        double most = 1.5e308;
        HistogramMean mean = new HistogramMean(exponential(0, 1, most));
        mean.add(exponential(0, 1, most));
        mean.add(exponential(0, 1, most));

        assertThat(mean.value().positive().count(0)).isCloseTo(most, Percentage.withPercentage(1e-9));
        assertThat(mean.value().count()).isCloseTo(most, Percentage.withPercentage(1e-9));
    }

    @Test
    void what_cannot_be_added_changes_nothing() {
        HistogramSum sum = new HistogramSum(exponential(0, 1, 2));

        assertThat(sum.add(custom(new double[] {1}, 5))).isFalse();
        assertThat(sum.value()).isEqualTo(exponential(0, 1, 2));
    }

    @Test
    void resets_and_samples_without_a_reset_collide() {
        NativeHistogram histogram = exponential(0, 1, 2);
        HistogramSum sum = new HistogramSum(HistogramArithmetic.withHint(histogram, ResetHint.RESET));
        assertThat(sum.resetsCollide()).isFalse();

        sum.add(HistogramArithmetic.withHint(histogram, ResetHint.NO_RESET));

        assertThat(sum.resetsCollide()).isTrue();
    }

    /** Layouts change on the way; no observation may be lost. */
    @Property(tries = 300)
    void a_sum_is_that_of_adding_two_by_two(@ForAll long seed) {
        Random random = new Random(seed);
        List<NativeHistogram> histograms = new ArrayList<>();
        boolean ofBounds = random.nextBoolean();
        for (int i = 0; i < 6; i++) {
            histograms.add(ofBounds ? randomCustom(random) : randomExponential(random));
        }
        HistogramSum sum = new HistogramSum(histograms.getFirst());
        NativeHistogram pairwise = histograms.getFirst();
        for (NativeHistogram histogram : histograms.subList(1, histograms.size())) {
            assertThat(sum.add(histogram)).isTrue();
            pairwise =
                    HistogramArithmetic.add(pairwise, histogram).orElseThrow().histogram();
        }
        NativeHistogram total = sum.value();

        assertThat(total).isEqualTo(pairwise);
        assertThat(BucketList.of(total).stream().mapToDouble(Bucket::count).sum())
                .isEqualTo(total.count());
    }

    private static NativeHistogram randomExponential(Random random) {
        // Of 1.2 it is inside a bucket, which a sender may use nevertheless.
        double threshold = random.nextBoolean() ? 0 : Math.scalb(random.nextBoolean() ? 1 : 1.2, random.nextInt(6) - 3);
        return withZero(
                random.nextInt(-2, 4),
                threshold,
                threshold == 0 ? 0 : random.nextInt(5),
                random.nextInt(8, 20),
                counts(random));
    }

    private static NativeHistogram randomCustom(Random random) {
        double[] bounds =
                random.ints(1, 12).distinct().limit(4).sorted().asDoubleStream().toArray();
        double[] counts = new double[5];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = random.nextInt(9);
        }
        return custom(bounds, counts);
    }

    private static double[] counts(Random random) {
        double[] counts = new double[random.nextInt(7)];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = random.nextInt(4);
        }
        return counts;
    }
}
