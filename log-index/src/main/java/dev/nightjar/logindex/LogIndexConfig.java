package dev.nightjar.logindex;

import java.time.Duration;

/**
 * Settings of the log store.
 *
 * @param blockBytes text of one stream that fills a block
 * @param blockAge an open block older than this is sealed, full or not
 * @param openBytes memory of all open blocks together; the largest are sealed early above it
 * @param walSegmentBytes size of one file of the write-ahead log
 * @param walBytes size of the whole write-ahead log above which the oldest open blocks are sealed; bounds a restart
 * @param commitInterval time between commits of what was sealed
 * @param retention days that ended longer ago are dropped; lines older than this are refused
 * @param lineBytes longest line
 * @param labelsPerStream most labels of a stream
 * @param sync whether an answer waits until the line is on the disk; false loses the last moments on power failure
 * @param detectLevels whether lines get {@code detected_level} as structured metadata
 */
public record LogIndexConfig(
        int blockBytes,
        Duration blockAge,
        long openBytes,
        long walSegmentBytes,
        long walBytes,
        Duration commitInterval,
        Duration retention,
        int lineBytes,
        int labelsPerStream,
        boolean sync,
        boolean detectLevels) {
    public static final LogIndexConfig DEFAULTS = new LogIndexConfig(
            64 << 10,
            Duration.ofMinutes(5),
            64L << 20,
            16L << 20,
            128L << 20,
            Duration.ofSeconds(30),
            Duration.ofDays(30),
            256 << 10,
            32,
            true,
            true);

    public LogIndexConfig {
        if (blockBytes < 256 || blockBytes > 16 << 20) {
            throw new IllegalArgumentException("blockBytes is " + blockBytes + ", must be between 256 and 16 MiB");
        }
        if (lineBytes < 1 || lineBytes > 16 << 20) {
            throw new IllegalArgumentException("lineBytes is " + lineBytes + ", must be between 1 and 16 MiB");
        }
        if (walSegmentBytes < 4096 || walBytes < walSegmentBytes) {
            throw new IllegalArgumentException("walBytes is " + walBytes + " with segments of " + walSegmentBytes
                    + ": a segment needs 4 KiB or more, and the log at least one segment");
        }
        if (retention.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("retention is " + retention + ", must be a day or more");
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
                lineBytes,
                labelsPerStream,
                sync,
                detectLevels);
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
                lineBytes,
                labelsPerStream,
                sync,
                detectLevels);
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
                lineBytes,
                labelsPerStream,
                sync,
                detectLevels);
    }

    public LogIndexConfig withRetention(Duration age) {
        return new LogIndexConfig(
                blockBytes,
                blockAge,
                openBytes,
                walSegmentBytes,
                walBytes,
                commitInterval,
                age,
                lineBytes,
                labelsPerStream,
                sync,
                detectLevels);
    }
}
