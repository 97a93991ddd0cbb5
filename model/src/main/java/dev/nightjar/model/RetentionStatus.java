package dev.nightjar.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What one rule of retention has done, since the start of the process.
 *
 * @param rule which series or streams: a selector such as {@code {__name__=~"debug_.*"}}, or {@code everything else};
 *     {@code everything} where that is the only rule
 * @param keeps for how long, or up to how many bytes, as text for people: {@code 2d}, {@code 50 GiB}
 * @param lastRun when it was last applied
 * @param bytesFreed on the disk, as far as files have been rewritten or deleted; what is to be rewritten counts later
 * @param oldestSample of the series, or line of the streams, it is for; empty if there are none
 */
public record RetentionStatus(
        String rule, String keeps, Optional<Instant> lastRun, long bytesFreed, Optional<Instant> oldestSample) {}
