package dev.nightjar.logindex;

import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds what comes in to so many bytes a second, over all, for each service, and for each stream: buckets that fill with
 * time, up to what a second brings. A batch is taken whole or not at all, and taken while its buckets are not empty, so
 * one that is larger than a bucket passes too, and those after it wait the longer.
 */
final class Rates {
    private static final int BUCKETS_KEPT = 10_000;
    /** Codes of rejections: what all send, or all of one source, and what comes in one stream. */
    private static final String ALL = "rate_limited";

    private static final String STREAM = "per_stream_rate_limit";

    private final LogLimits limits;
    private final InstantSource clock;
    private final Map<String, Bucket> buckets = new HashMap<>();

    Rates(LogLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** What may still come at a moment; negative where too much came. */
    private static final class Bucket {
        private double bytes;
        private long millis;

        Bucket(double bytes, long millis) {
            this.bytes = bytes;
            this.millis = millis;
        }

        void fill(long rate, long now) {
            bytes = Math.min((double) rate, bytes + rate * (Math.max(0, now - millis) / 1000.0));
            millis = now;
        }
    }

    /** A bucket that the batch takes from. */
    private record Claim(String code, String of, long rate, long bytes, Bucket bucket) {
        /** Whole seconds until there is something in the bucket again, if nobody else takes it. */
        long waitSeconds() {
            return (long) Math.floor(-bucket.bytes / rate) + 1;
        }
    }

    /** Counts the streams' bytes; or, where they are too many, nothing, and says who has to wait for how long. */
    synchronized Optional<Rejection> admit(List<LogBatch.Stream> streams) {
        if (limits.bytesPerSecond() == 0
                && limits.bytesPerSecondPerSource() == 0
                && limits.bytesPerSecondPerStream() == 0) {
            return Optional.empty();
        }
        long now = clock.millis();
        Map<String, Claim> claims = new HashMap<>();
        long lines = 0;
        for (LogBatch.Stream stream : streams) {
            long bytes = bytes(stream);
            lines += stream.size();
            String source = "source '" + Origins.application(stream.labels()) + "'";
            claim(claims, ALL, "all sources", limits.bytesPerSecond(), bytes, now);
            claim(claims, ALL, source, limits.bytesPerSecondPerSource(), bytes, now);
            String labels = "stream '" + stream.labels() + "'";
            claim(claims, STREAM, labels, limits.bytesPerSecondPerStream(), bytes, now);
        }
        Optional<Claim> longest = claims.values().stream()
                .filter(claim -> claim.bucket().bytes <= 0)
                .max(Comparator.comparingLong(Claim::waitSeconds).thenComparing(Claim::of));
        if (longest.isPresent()) {
            Claim claim = longest.get();
            return Optional.of(new Rejection(claim.code(), reason(claim, lines), lines, claim.waitSeconds()));
        }
        claims.values().forEach(claim -> claim.bucket().bytes -= claim.bytes());
        forgetFull(now);
        return Optional.empty();
    }

    private static String reason(Claim claim, long lines) {
        String what = claim.code().equals(STREAM) ? "Per stream rate limit" : "Ingestion rate limit";
        return what + " exceeded for " + claim.of() + " (limit: " + claim.rate()
                + " bytes/sec) while attempting to ingest '" + lines + "' lines totaling '" + claim.bytes()
                + "' bytes: reduce log volume, or raise the limit; it takes " + claim.waitSeconds()
                + " s until this may be sent again";
    }

    private void claim(Map<String, Claim> claims, String code, String of, long rate, long bytes, long now) {
        if (rate > 0) {
            Bucket bucket = buckets.computeIfAbsent(of, unknown -> new Bucket((double) rate, now));
            bucket.fill(rate, now);
            Claim before = claims.get(of);
            claims.put(of, new Claim(code, of, rate, bytes + (before == null ? 0 : before.bytes()), bucket));
        }
    }

    private static long bytes(LogBatch.Stream stream) {
        long bytes = 0;
        for (int i = 0; i < stream.size(); i++) {
            bytes += stream.lineEnd(i) - stream.lineStart(i);
        }
        return bytes;
    }

    /** A full bucket is as good as none. */
    private void forgetFull(long now) {
        if (buckets.size() > BUCKETS_KEPT) {
            buckets.values().removeIf(bucket -> bucket.bytes > 0 && now - bucket.millis > 1000);
        }
    }
}
