package dev.nightjar.tsdb;

import dev.nightjar.model.retention.RetentionPolicy;
import dev.nightjar.model.retention.RetentionTexts;
import java.time.Duration;

/**
 * How a store behaves.
 *
 * @param fsync when an answer is given: {@code ALWAYS} is the only setting that survives a power failure whole
 * @param fsyncInterval how often the log is synced with {@code INTERVAL}; what came since is lost with the power
 * @param retention how long samples are kept; samples older than anything is kept are refused
 * @param futureLimit samples further ahead of the clock than this are refused
 * @param series how many series there may be
 * @param maxLogBytes a checkpoint is made when the log is longer than this, or than a quarter of it where it grows slowly, so
 *     it bounds the time of a restart
 * @param silence the samples of a series that has sent nothing for this long are sealed into a chunk
 * @param blockCacheBytes RocksDB's cache of uncompressed blocks
 */
public record TsdbConfig(
        FsyncPolicy fsync,
        Duration fsyncInterval,
        RetentionPolicy retention,
        Duration futureLimit,
        SeriesLimits series,
        long maxLogBytes,
        Duration silence,
        long blockCacheBytes) {
    public static final TsdbConfig DEFAULTS = new TsdbConfig(
            FsyncPolicy.ALWAYS,
            Duration.ofMillis(200),
            RetentionPolicy.ofAge(Duration.ofDays(15)),
            Duration.ofMinutes(10),
            new SeriesLimits(2_000_000, 0, 0),
            16L << 20,
            Duration.ofHours(2),
            32L << 20);

    public TsdbConfig {
        atLeast("fsyncInterval", fsyncInterval, Duration.ofMillis(1));
        atLeast("futureLimit", futureLimit, Duration.ZERO);
        atLeast("silence", silence, Duration.ofMinutes(1));
        atLeast("maxLogBytes", maxLogBytes, 1 << 20);
        atLeast("blockCacheBytes", blockCacheBytes, 1 << 20);
        if (retention.bytes() != 0 && retention.bytes() < 2 * maxLogBytes) {
            throw new IllegalArgumentException("the store may take " + RetentionTexts.bytes(retention.bytes())
                    + " on the disk, must be at least " + RetentionTexts.bytes(2 * maxLogBytes)
                    + ", since its log alone may take half of that; or 0 for no limit");
        }
    }

    public TsdbConfig withFsync(FsyncPolicy policy) {
        return new TsdbConfig(
                policy, fsyncInterval, retention, futureLimit, series, maxLogBytes, silence, blockCacheBytes);
    }

    public TsdbConfig withRetention(Duration age) {
        return withRetention(RetentionPolicy.ofAge(age));
    }

    public TsdbConfig withRetention(RetentionPolicy policy) {
        return new TsdbConfig(fsync, fsyncInterval, policy, futureLimit, series, maxLogBytes, silence, blockCacheBytes);
    }

    public TsdbConfig withMaxSeries(int limit) {
        return withSeries(new SeriesLimits(limit, series.perMetric(), series.perSource()));
    }

    public TsdbConfig withSeries(SeriesLimits limits) {
        return new TsdbConfig(
                fsync, fsyncInterval, retention, futureLimit, limits, maxLogBytes, silence, blockCacheBytes);
    }

    public TsdbConfig withMaxLogBytes(long limit) {
        return new TsdbConfig(fsync, fsyncInterval, retention, futureLimit, series, limit, silence, blockCacheBytes);
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
