package dev.nightjar.logindex;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sorts the lines of a batch into those that can be stored and those that cannot, with reasons. */
final class Validation {
    /** Of a label's name and value together; the catalog cannot hold terms of more than 32766 bytes. */
    static final int MAX_LABEL_BYTES = 8 << 10;

    /** Of all of a line's structured metadata. */
    static final int MAX_METADATA_BYTES = 64 << 10;

    private final LogIndexConfig config;
    private final long oldestNanos;
    private final long newestNanos;
    private final List<LogBatch.Stream> valid = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long validLines;
    private long rejectedLines;

    private Validation(LogIndexConfig config, long oldestNanos, long newestNanos) {
        this.config = config;
        this.oldestNanos = oldestNanos;
        this.newestNanos = newestNanos;
    }

    static Validation of(LogBatch batch, LogIndexConfig config, long oldestNanos, long newestNanos) {
        Validation validation = new Validation(config, oldestNanos, newestNanos);
        batch.streams().forEach(validation::check);
        return validation;
    }

    private void check(LogBatch.Stream stream) {
        Labels labels = stream.labels();
        if (labels.isEmpty()) {
            reject(
                    "missing_labels",
                    "a stream needs at least one label, such as service=\"checkout\"; found none",
                    stream.size());
        } else if (labels.size() > config.labelsPerStream()) {
            reject(
                    "too_many_labels",
                    "stream " + labels + " has " + labels.size() + " labels, the limit is " + config.labelsPerStream()
                            + "; move some to structured metadata",
                    stream.size());
        } else if (longest(labels) > MAX_LABEL_BYTES) {
            reject(
                    "label_too_long",
                    "a stream has a label of " + longest(labels) + " bytes, the limit is " + MAX_LABEL_BYTES
                            + "; move it to the line or to structured metadata",
                    stream.size());
        } else {
            checkLines(stream);
        }
    }

    private static int longest(Labels labels) {
        int longest = 0;
        for (Label label : labels) {
            longest = Math.max(longest, bytes(label));
        }
        return longest;
    }

    private static int bytes(Labels labels) {
        int bytes = 0;
        for (Label label : labels) {
            bytes += bytes(label);
        }
        return bytes;
    }

    /** Short ones are not measured exactly: they are far from any limit. */
    private static int bytes(Label label) {
        int chars = label.name().length() + label.value().length();
        return chars * 3 <= MAX_LABEL_BYTES
                ? chars
                : label.name().getBytes(StandardCharsets.UTF_8).length
                        + label.value().getBytes(StandardCharsets.UTF_8).length;
    }

    private void checkLines(LogBatch.Stream stream) {
        int tooLong = 0;
        int tooOld = 0;
        int tooNew = 0;
        int tooWide = 0;
        int longest = 0;
        long oldest = Long.MAX_VALUE;
        long newest = Long.MIN_VALUE;
        for (int i = 0; i < stream.size(); i++) {
            int length = stream.lineEnd(i) - stream.lineStart(i);
            if (length > config.lineBytes()) {
                tooLong++;
                longest = Math.max(longest, length);
            } else if (stream.timestampNanos(i) < oldestNanos) {
                tooOld++;
                oldest = Math.min(oldest, stream.timestampNanos(i));
            } else if (stream.timestampNanos(i) > newestNanos) {
                tooNew++;
                newest = Math.max(newest, stream.timestampNanos(i));
            } else if (bytes(stream.metadata(i)) > MAX_METADATA_BYTES) {
                tooWide++;
            }
        }
        if (tooLong > 0) {
            reject(
                    "line_too_long",
                    "stream " + stream.labels() + " has a line of " + longest + " bytes, the limit is "
                            + config.lineBytes(),
                    tooLong);
        }
        if (tooOld > 0) {
            reject(
                    "too_old",
                    "entry for stream '" + stream.labels() + "' has timestamp too old: " + time(oldest)
                            + ", oldest acceptable timestamp is: " + time(oldestNanos),
                    tooOld);
        }
        if (tooNew > 0) {
            reject(
                    "too_new",
                    "entry for stream '" + stream.labels() + "' has timestamp too new: " + time(newest)
                            + ", newest acceptable timestamp is: " + time(newestNanos)
                            + "; check the sender's clock and its unit, nanoseconds",
                    tooNew);
        }
        if (tooWide > 0) {
            reject(
                    "metadata_too_large",
                    "stream " + stream.labels() + " has a line with more than " + MAX_METADATA_BYTES
                            + " bytes of structured metadata",
                    tooWide);
        }
        int refused = tooLong + tooOld + tooNew + tooWide;
        if (stream.size() > 0) {
            valid.add(refused == 0 ? stream : without(stream));
            validLines += stream.size() - refused;
        }
    }

    /** In seconds: no complaint about a line's time turns on less. */
    private static String time(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L)).toString();
    }

    private LogBatch.Stream without(LogBatch.Stream stream) {
        LogBatch.StreamBuilder kept = LogBatch.stream(stream.labels());
        for (int i = 0; i < stream.size(); i++) {
            int length = stream.lineEnd(i) - stream.lineStart(i);
            if (length <= config.lineBytes()
                    && stream.timestampNanos(i) >= oldestNanos
                    && stream.timestampNanos(i) <= newestNanos
                    && bytes(stream.metadata(i)) <= MAX_METADATA_BYTES) {
                kept.line(
                        stream.timestampNanos(i),
                        stream.text(),
                        stream.lineStart(i),
                        stream.lineEnd(i),
                        stream.metadata(i));
            }
        }
        return kept.build();
    }

    private void reject(String code, String message, int lines) {
        rejections.add(new Rejection(code, message, lines));
        rejectedLines += lines;
    }

    List<LogBatch.Stream> valid() {
        return valid;
    }

    long validLines() {
        return validLines;
    }

    long rejectedLines() {
        return rejectedLines;
    }

    List<Rejection> rejections() {
        return rejections;
    }
}
