package dev.nightjar.testkit;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/** Makes native histograms as services make them: one that grows, sample by sample, and now and then changes its shape. */
public final class RandomHistograms {
    private static final double[] BOUNDS = {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10};

    private final RandomGenerator random;
    private final boolean custom;
    private final boolean fractions;
    private final double[] positive = new double[40];
    private final double[] negative = new double[40];
    private int schema;
    private double zeroCount;
    private double sum;

    /** @param random decides also whether it has bounds of its own, and whether counts are whole */
    public RandomHistograms(RandomGenerator random) {
        this.random = random;
        this.custom = random.nextInt(4) == 0;
        this.fractions = random.nextInt(4) == 0;
        this.schema = random.nextInt(-4, 9);
    }

    /** The next sample: some more observations, rarely a reset or another schema. */
    public NativeHistogram next() {
        ResetHint hint = random.nextInt(5) == 0 ? ResetHint.UNKNOWN : ResetHint.NO_RESET;
        if (random.nextInt(40) == 0) {
            Arrays.fill(positive, 0);
            Arrays.fill(negative, 0);
            zeroCount = 0;
            sum = 0;
            schema = random.nextInt(-4, 9);
            hint = ResetHint.RESET;
        }
        int observations = random.nextInt(30);
        for (int i = 0; i < observations; i++) {
            double weight = fractions ? random.nextDouble() : 1;
            int at = (int) Math.clamp(18 + 4 * random.nextGaussian(), 0, custom ? BOUNDS.length : 39);
            sum += weight * Math.round(1000 * Math.pow(1.2, at)) / 1000;
            switch (random.nextInt(20)) {
                case 0 -> zeroCount += custom ? 0 : weight;
                case 1 -> (custom ? positive : negative)[at] += weight;
                default -> positive[at] += weight;
            }
        }
        double count = zeroCount
                + Arrays.stream(positive).sum()
                + Arrays.stream(negative).sum()
                + (random.nextInt(50) == 0 ? 1 : 0);
        return custom
                ? NativeHistogram.withBounds(BOUNDS, hint, count, sum, buckets(positive, BOUNDS.length + 1, 0))
                : new NativeHistogram(
                        schema,
                        hint,
                        count,
                        sum,
                        1e-128,
                        zeroCount,
                        buckets(positive, 40, -18),
                        buckets(negative, 40, 3));
    }

    private static HistogramBuckets buckets(double[] counts, int size, int first) {
        int[] indices = new int[size];
        Arrays.setAll(indices, i -> i + first);
        return HistogramBuckets.of(indices, Arrays.copyOf(counts, size));
    }
}
