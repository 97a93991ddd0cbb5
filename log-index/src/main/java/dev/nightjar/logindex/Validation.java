package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import java.util.ArrayList;
import java.util.List;

/** Sorts the lines of a batch into those that can be stored and those that cannot, with reasons. */
final class Validation {
    private final LogIndexConfig config;
    private final long oldestNanos;
    private final List<LogBatch.Stream> valid = new ArrayList<>();
    private final List<Rejection> rejections = new ArrayList<>();
    private long validLines;
    private long rejectedLines;

    private Validation(LogIndexConfig config, long oldestNanos) {
        this.config = config;
        this.oldestNanos = oldestNanos;
    }

    static Validation of(LogBatch batch, LogIndexConfig config, long oldestNanos) {
        Validation validation = new Validation(config, oldestNanos);
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
        } else {
            checkLines(stream);
        }
    }

    private void checkLines(LogBatch.Stream stream) {
        int tooLong = 0;
        int tooOld = 0;
        int longest = 0;
        long oldest = Long.MAX_VALUE;
        for (int i = 0; i < stream.size(); i++) {
            int length = stream.lineEnd(i) - stream.lineStart(i);
            if (length > config.lineBytes()) {
                tooLong++;
                longest = Math.max(longest, length);
            } else if (stream.timestampNanos(i) < oldestNanos) {
                tooOld++;
                oldest = Math.min(oldest, stream.timestampNanos(i));
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
                    "stream " + stream.labels() + " has a line at " + oldest + " ns, older than the retention of "
                            + config.retention(),
                    tooOld);
        }
        if (stream.size() > 0) {
            valid.add(tooLong + tooOld == 0 ? stream : without(stream));
            validLines += stream.size() - tooLong - tooOld;
        }
    }

    private LogBatch.Stream without(LogBatch.Stream stream) {
        LogBatch.StreamBuilder kept = LogBatch.stream(stream.labels());
        for (int i = 0; i < stream.size(); i++) {
            int length = stream.lineEnd(i) - stream.lineStart(i);
            if (length <= config.lineBytes() && stream.timestampNanos(i) >= oldestNanos) {
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
