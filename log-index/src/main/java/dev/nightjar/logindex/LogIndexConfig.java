package dev.nightjar.logindex;

import dev.nightjar.model.retention.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the log store.
 *
 * @param blockBytes text of one stream that fills a block
 * @param blockAge an open block older than this is sealed, full or not
 * @param openBytes memory of all open blocks together; the largest are sealed early above it
 * @param walSegmentBytes size of one file of the write-ahead log
 * @param walBytes size of the whole write-ahead log above which the oldest open blocks are sealed; bounds a restart
 * @param commitInterval time between commits of what was sealed
 * @param retention how long lines are kept; lines older than that are refused
 * @param limits what is taken in at most
 * @param sync whether an answer waits until the line is on the disk; false loses the last moments on power failure
 * @param detectLevels whether lines get {@code detected_level} as structured metadata
 * @param signingKey file of the Ed25519 key, in PEM, that signs the ends of chains; empty: {@code signing.key} in the
 *     store's folder. Made where there is none.
 */
public record LogIndexConfig(
        int blockBytes,
        Duration blockAge,
        long openBytes,
        long walSegmentBytes,
        long walBytes,
        Duration commitInterval,
        RetentionPolicy retention,
        LogLimits limits,
        boolean sync,
        boolean detectLevels,
        Optional<Path> signingKey) {
    public static final LogIndexConfig DEFAULTS = new LogIndexConfig(
            64 << 10,
            Duration.ofMinutes(5),
            64L << 20,
            16L << 20,
            128L << 20,
            Duration.ofSeconds(30),
            RetentionPolicy.ofAge(Duration.ofDays(30)),
            LogLimits.DEFAULTS,
            true,
            true,
            Optional.empty());

    public LogIndexConfig {
        if (blockBytes < 256 || blockBytes > 16 << 20) {
            throw new IllegalArgumentException("blockBytes is " + blockBytes + ", must be between 256 and 16 MiB");
        }
        if (walSegmentBytes < 4096 || walBytes < walSegmentBytes) {
            throw new IllegalArgumentException("walBytes is " + walBytes + " with segments of " + walSegmentBytes
                    + ": a segment needs 4 KiB or more, and the log at least one segment");
        }
    }

    public LogIndexConfig withBlockBytes(int bytes) {
        return new LogIndexConfig(
                bytes,
                blockAge,
                openBytes,
                walSegmentBytes,
                walBytes,
                commitInterval,
                retention,
                limits,
                sync,
                detectLevels,
                signingKey);
    }

    public LogIndexConfig withOpenBytes(long bytes) {
        return new LogIndexConfig(
                blockBytes,
                blockAge,
                bytes,
                walSegmentBytes,
                walBytes,
                commitInterval,
                retention,
                limits,
                sync,
                detectLevels,
                signingKey);
    }

    public LogIndexConfig withWal(long segmentBytes, long bytes) {
        return new LogIndexConfig(
                blockBytes,
                blockAge,
                openBytes,
                segmentBytes,
                bytes,
                commitInterval,
                retention,
                limits,
                sync,
                detectLevels,
                signingKey);
    }

    public LogIndexConfig withRetention(Duration age) {
        return withRetention(RetentionPolicy.ofAge(age));
    }

    public LogIndexConfig withRetention(RetentionPolicy policy) {
        return new LogIndexConfig(
                blockBytes,
                blockAge,
                openBytes,
                walSegmentBytes,
                walBytes,
                commitInterval,
                policy,
                limits,
                sync,
                detectLevels,
                signingKey);
    }

    public LogIndexConfig withLimits(LogLimits to) {
        return new LogIndexConfig(
                blockBytes,
                blockAge,
                openBytes,
                walSegmentBytes,
                walBytes,
                commitInterval,
                retention,
                to,
                sync,
                detectLevels,
                signingKey);
    }

    public LogIndexConfig withSigningKey(Path file) {
        return new LogIndexConfig(
                blockBytes,
                blockAge,
                openBytes,
                walSegmentBytes,
                walBytes,
                commitInterval,
                retention,
                limits,
                sync,
                detectLevels,
                Optional.of(file));
    }
}
