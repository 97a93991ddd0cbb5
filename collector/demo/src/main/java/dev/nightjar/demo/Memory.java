package dev.nightjar.demo;

import java.util.random.RandomGenerator;

/** A process' memory, its limit, and what nearness to the limit costs. */
final class Memory {
    static final double LIMIT_BYTES = 1.5 * (1L << 30);
    static final double HOST_BYTES = 4.0 * (1L << 30);
    private static final double USUAL = 0.42;

    private double usedShare = USUAL;
    private double leakPerSecond;

    void leak(double sharePerSecond) {
        leakPerSecond = sharePerSecond;
    }

    void step(double elapsedSeconds, RandomGenerator random) {
        double drift = leakPerSecond > 0 ? leakPerSecond * elapsedSeconds : (USUAL - usedShare) * 0.1;
        usedShare = Math.clamp(usedShare + drift + 0.004 * (random.nextDouble() - 0.5), 0.2, 0.985);
    }

    double usedBytes() {
        return Math.floor(usedShare * LIMIT_BYTES / 4096) * 4096;
    }

    double hostAvailableBytes() {
        return HOST_BYTES - usedBytes() - 0.8 * (1L << 30);
    }

    /** Share of the time that goes into collecting garbage: next to nothing until 80 %, then nearly all of it. */
    double collecting() {
        return usedShare < 0.8 ? 0.01 : Math.min(0.992, 0.01 + Math.pow((usedShare - 0.8) / 0.18, 2) * 0.99);
    }
}
