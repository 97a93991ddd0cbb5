package dev.nightjar.tsdb.chunk;

import dev.nightjar.model.StaleMarker;
import java.util.Random;

/** Columns of samples as monitored systems make them, and worse. */
final class ChunkSamples {
    private static final double[] ODD = {
        Double.NaN,
        StaleMarker.VALUE,
        Double.longBitsToDouble(0xfff8dead_beef0001L),
        -0.0,
        0.0,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_NORMAL / 3,
        Double.MAX_VALUE,
        9007199254740994.0,
        9.3e18,
        -9.3e18,
        1e300
    };

    private ChunkSamples() {}

    static double[] values(Random random, int count) {
        double[] values = new double[count];
        int kind = random.nextInt(9);
        double scale = Math.pow(10, random.nextInt(8));
        double oddShare = random.nextInt(3) == 0 ? random.nextDouble() * random.nextDouble() : 0;
        double running = random.nextInt(1 << 20);
        for (int i = 0; i < count; i++) {
            running += random.nextInt(1 + (1 << random.nextInt(16)));
            if (random.nextInt(200) == 0) {
                running = 0;
            }
            values[i] = random.nextDouble() < oddShare
                    ? ODD[random.nextInt(ODD.length)]
                    : switch (kind) {
                        case 0 -> running;
                        case 1 -> Math.round(random.nextGaussian() * 1000) / scale;
                        case 2 -> random.nextDouble();
                        case 3 -> Double.longBitsToDouble(random.nextLong());
                        case 4 -> 4096.0 * random.nextInt(1 << 16);
                        case 5 -> running / 997;
                        case 6 -> random.nextInt(20) == 0 ? 1 : 0;
                        case 7 -> random.nextLong();
                        default -> scale;
                    };
        }
        return values;
    }

    /** Strictly rising. */
    static long[] times(Random random, int count, long first) {
        long[] times = new long[count];
        int kind = random.nextInt(4);
        long step = 1L + random.nextInt(60_000);
        long time = first;
        for (int i = 0; i < count; i++) {
            times[i] = time;
            time += switch (kind) {
                case 0 -> step;
                case 1 -> Math.max(1, step + random.nextInt(40) - 20);
                case 2 -> 1L + random.nextInt(100_000);
                default -> random.nextInt(50) == 0 ? 20L * step : step;
            };
        }
        return times;
    }
}
