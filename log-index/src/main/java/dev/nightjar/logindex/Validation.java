package dev.nightjar.logindex;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.ServiceName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Sorts the lines of a batch into those that can be stored and those that cannot, with reasons. */
final class Validation {
    /** Of all of a line's structured metadata. */
    static final int MAX_METADATA_BYTES = 64 << 10;

    /** Characters of a text that is too long. */
    private static final int SHOWN = 64;

    private final LogLimits limits;
    private final RetainedFrom retained;
    private final long newestNanos;
    private final List<LogBatch.Stream> valid = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long validLines;
    private long rejectedLines;

    private Validation(LogLimits limits, RetainedFrom retained, long newestNanos) {
        this.limits = limits;
        this.retained = retained;
        this.newestNanos = newestNanos;
    }

    static Validation of(LogBatch batch, LogLimits limits, RetainedFrom retained, long newestNanos) {
        Validation validation = new Validation(limits, retained, newestNanos);
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
        } else if (ServiceName.othersIn(labels) > limits.labelsPerStream()) {
            reject(
                    "too_many_labels",
                    "entry for stream '" + labels + "' has " + ServiceName.othersIn(labels) + " label names; limit "
                            + limits.labelsPerStream() + "; move some to structured metadata",
                    stream.size());
        } else {
            checkLabels(labels, stream);
        }
    }

    private void checkLabels(Labels labels, LogBatch.Stream stream) {
        for (Label label : labels) {
            int name = bytes(label.name(), limits.labelNameBytes());
            int value = bytes(label.value(), limits.labelValueBytes());
            if (name > limits.labelNameBytes()) {
                reject(
                        "label_name_too_long",
                        "stream '" + beginning(labels.toString()) + "' has label name too long: '"
                                + beginning(label.name()) + "' of " + name + " bytes, the limit is "
                                + limits.labelNameBytes(),
                        stream.size());
                return;
            }
            if (value > limits.labelValueBytes()) {
                reject(
                        "label_value_too_long",
                        "stream '" + beginning(labels.toString()) + "' has label value too long: '"
                                + beginning(label.value()) + "' of label '"
                                + label.name() + "', " + value + " bytes, the limit is "
                                + limits.labelValueBytes()
                                + "; move it to the line or to structured metadata",
                        stream.size());
                return;
            }
        }
        checkLines(stream);
    }

    private static String beginning(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }

    private static int bytes(Labels metadata) {
        int bytes = 0;
        for (Label label : metadata) {
            bytes += bytes(label.name(), MAX_METADATA_BYTES) + bytes(label.value(), MAX_METADATA_BYTES);
        }
        return bytes;
    }

    /** In UTF-8. Short texts are not measured exactly: they are far from any limit. */
    private static int bytes(String text, int limit) {
        return text.length() * 3 <= limit ? text.length() : text.getBytes(StandardCharsets.UTF_8).length;
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
            if (length > limits.lineBytes()) {
                tooLong++;
                longest = Math.max(longest, length);
            } else if (retained.isTooOld(stream.labels(), stream.timestampNanos(i))) {
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
                    "max entry size '" + limits.lineBytes() + "' bytes exceeded for stream '" + stream.labels()
                            + "' while adding an entry with length '" + longest + "' bytes",
                    tooLong);
        }
        if (tooOld > 0) {
            reject(
                    "too_old",
                    "entry for stream '" + stream.labels() + "' has timestamp too old: " + time(oldest)
                            + ", oldest acceptable timestamp is: " + time(retained.fromNanos(stream.labels())),
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
            if (length <= limits.lineBytes()
                    && !retained.isTooOld(stream.labels(), stream.timestampNanos(i))
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

    /** Takes a stream, found fine so far, back out of what is valid. */
    void refuse(LogBatch.Stream stream, String code, String message) {
        valid.remove(stream);
        validLines -= stream.size();
        reject(code, message, stream.size());
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
