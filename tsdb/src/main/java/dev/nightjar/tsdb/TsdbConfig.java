package dev.nightjar.tsdb;

import java.time.Duration;

/**
 * How a store behaves.
 *
 * @param fsync when an answer is given: {@code ALWAYS} is the only setting that survives a power failure whole
 * @param fsyncInterval how often the log is synced with {@code INTERVAL}; what came since is lost with the power
 * @param retention samples older than this are refused, and whole days that lie before it are dropped
 * @param futureLimit samples further ahead of the clock than this are refused
 * @param maxSeries new series beyond this are refused; known ones go on
 * @param maxLogBytes a checkpoint is made when the log is longer than this, so it bounds the time of a restart
 * @param silence the samples of a series that has sent nothing for this long are sealed into a chunk
 * @param blockCacheBytes RocksDB's cache of uncompressed blocks
 */
public record TsdbConfig(
        FsyncPolicy fsync,
        Duration fsyncInterval,
        Duration retention,
        Duration futureLimit,
        int maxSeries,
        long maxLogBytes,
        Duration silence,
        long blockCacheBytes) {
    public static final TsdbConfig DEFAULTS = new TsdbConfig(
            FsyncPolicy.ALWAYS,
            Duration.ofMillis(200),
            Duration.ofDays(15),
            Duration.ofMinutes(10),
            2_000_000,
            48L << 20,
            Duration.ofHours(2),
            32L << 20);

    public TsdbConfig {
        atLeast("fsyncInterval", fsyncInterval, Duration.ofMillis(1));
        atLeast("retention", retention, Duration.ofDays(1));
        atLeast("futureLimit", futureLimit, Duration.ZERO);
        atLeast("silence", silence, Duration.ofMinutes(1));
        atLeast("maxSeries", maxSeries, 1);
        atLeast("maxLogBytes", maxLogBytes, 1 << 20);
        atLeast("blockCacheBytes", blockCacheBytes, 1 << 20);
    }

    public TsdbConfig withFsync(FsyncPolicy policy) {
        return new TsdbConfig(
                policy, fsyncInterval, retention, futureLimit, maxSeries, maxLogBytes, silence, blockCacheBytes);
    }

    public TsdbConfig withRetention(Duration age) {
        return new TsdbConfig(fsync, fsyncInterval, age, futureLimit, maxSeries, maxLogBytes, silence, blockCacheBytes);
    }

    public TsdbConfig withMaxSeries(int limit) {
        return new TsdbConfig(
                fsync, fsyncInterval, retention, futureLimit, limit, maxLogBytes, silence, blockCacheBytes);
    }

    public TsdbConfig withMaxLogBytes(long limit) {
        return new TsdbConfig(fsync, fsyncInterval, retention, futureLimit, maxSeries, limit, silence, blockCacheBytes);
    }

    private static void atLeast(String name, Duration found, Duration least) {
        if (found.compareTo(least) < 0) {
            throw new IllegalArgumentException("tsdb." + name + " is " + found + ", must be at least " + least);
        }
    }

    private static void atLeast(String name, long found, long least) {
        if (found < least) {
            throw new IllegalArgumentException("tsdb." + name + " is " + found + ", must be at least " + least);
        }
    }
}
