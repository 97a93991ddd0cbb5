package dev.nightjar.server.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** A histogram in a service: observations are added to it, and at times it is reset or becomes coarser. */
final class GrowingHistogram {
    private static final double RESET_CHANCE = 0.03;
    private static final double COARSER_CHANCE = 0.01;
    private static final int LOWEST_SCHEMA = -4;

    private enum Kind {
        COUNTER,
        GAUGE,
        CUSTOM
    }

    private final RandomGenerator random;
    private final Kind kind;
    private final boolean floats;
    private final boolean hasNegative;
    private final List<Double> bounds = new ArrayList<>();
    private final double firstThreshold;
    private final int firstSchema;
    private int schema;
    private double zeroThreshold;
    private double zeroCount;
    private double sum;
    private boolean first = true;
    private SortedMap<Integer, Double> positive = new TreeMap<>();
    private SortedMap<Integer, Double> negative = new TreeMap<>();

    private GrowingHistogram(
            RandomGenerator random, Kind kind, int schema, double zeroThreshold, boolean hasNegative, boolean floats) {
        this.random = random;
        this.kind = kind;
        this.firstSchema = schema;
        this.schema = schema;
        this.firstThreshold = zeroThreshold;
        this.zeroThreshold = zeroThreshold;
        this.hasNegative = hasNegative;
        this.floats = floats;
    }

    static GrowingHistogram counter(RandomGenerator random, int schema, double zeroThreshold, boolean floats) {
        return new GrowingHistogram(random, Kind.COUNTER, schema, zeroThreshold, random.nextBoolean(), floats);
    }

    static GrowingHistogram gauge(RandomGenerator random, int schema) {
        return new GrowingHistogram(random, Kind.GAUGE, schema, 0.01, true, random.nextBoolean());
    }

    static GrowingHistogram custom(RandomGenerator random, double... bounds) {
        GrowingHistogram made =
                new GrowingHistogram(random, Kind.CUSTOM, WireHistogram.CUSTOM_SCHEMA, 0, false, random.nextBoolean());
        for (double bound : bounds) {
            made.bounds.add(bound);
        }
        return made;
    }

    WireHistogram next(long timeMillis) {
        boolean reset = !first && random.nextDouble() < RESET_CHANCE;
        double before = total();
        if (reset || kind == Kind.GAUGE) {
            clear();
        } else if (kind == Kind.COUNTER && random.nextDouble() < COARSER_CHANCE && schema > LOWEST_SCHEMA) {
            coarser();
        }
        int observations = random.nextInt(kind == Kind.GAUGE ? 12 : 6);
        for (int i = 0; i < observations; i++) {
            observe(Math.exp(random.nextGaussian() * 1.5) * (hasNegative && random.nextInt(3) == 0 ? -1 : 1));
        }
        // Prometheus forgets a reset that the counts do not show (issue 15346), so none is sent.
        int hint = reset && total() >= before ? WireHistogram.UNKNOWN : hint(reset);
        first = false;
        return new WireHistogram(
                timeMillis,
                schema,
                floats,
                hint,
                total(),
                sum,
                zeroThreshold,
                zeroCount,
                new TreeMap<>(positive),
                new TreeMap<>(negative),
                List.copyOf(bounds));
    }

    private int hint(boolean reset) {
        if (kind == Kind.GAUGE) {
            return WireHistogram.GAUGE;
        }
        if (first || random.nextBoolean()) {
            return WireHistogram.UNKNOWN;
        }
        return reset ? WireHistogram.RESET : WireHistogram.NO_RESET;
    }

    private double total() {
        double total = zeroCount;
        for (double count : positive.values()) {
            total += count;
        }
        for (double count : negative.values()) {
            total += count;
        }
        return total;
    }

    private void clear() {
        positive = new TreeMap<>();
        negative = new TreeMap<>();
        zeroCount = 0;
        sum = 0;
        schema = firstSchema;
        zeroThreshold = firstThreshold;
    }

    private void coarser() {
        schema--;
        positive = merged(positive);
        negative = merged(negative);
    }

    private static SortedMap<Integer, Double> merged(SortedMap<Integer, Double> fine) {
        SortedMap<Integer, Double> coarse = new TreeMap<>();
        fine.forEach((index, count) -> coarse.merge(((index - 1) >> 1) + 1, count, Double::sum));
        return coarse;
    }

    private void observe(double value) {
        double weight = floats && kind == Kind.GAUGE ? random.nextInt(1, 8) / 4.0 : 1;
        sum += value * weight;
        if (kind == Kind.CUSTOM) {
            int bucket = 0;
            while (bucket < bounds.size() && value > bounds.get(bucket)) {
                bucket++;
            }
            positive.merge(bucket, weight, Double::sum);
        } else if (Math.abs(value) <= zeroThreshold) {
            zeroCount += weight;
        } else {
            (value > 0 ? positive : negative).merge(index(Math.abs(value)), weight, Double::sum);
        }
    }

    /** The bucket whose upper bound is the first not below: {@code ceil(log2(value) * 2^schema)}. */
    private int index(double value) {
        return (int) Math.ceil(Math.log(value) / Math.log(2) * Math.scalb(1.0, schema));
    }
}
