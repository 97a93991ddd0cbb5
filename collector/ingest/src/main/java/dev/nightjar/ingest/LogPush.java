package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.ServiceName;
import java.util.ArrayList;
import java.util.List;

/** Collects the streams of one push while it is decoded, refusing lines over the limit. Not thread-safe. */
public final class LogPush {
    private final IngestLimits limits;
    private final List<LogBatch.Stream> streams = new ArrayList<>();
    private long tooLong;
    private String firstTooLong = "";

    public LogPush(IngestLimits limits) {
        this.limits = limits;
    }

    /** Checks the labels of the stream found at {@code where} and answers them. */
    public Labels checked(Labels labels, String where) throws MalformedException {
        if (labels.isEmpty()) {
            throw new MalformedException(
                    400,
                    "missing_labels",
                    where + " has no labels: give it at least one, such as {\"service\": \"checkout\"}");
        }
        int given = ServiceName.othersIn(labels);
        if (given > limits.maxLabelsPerStream()) {
            throw new MalformedException(
                    400,
                    "too_many_labels",
                    where + " has " + given + " labels, the limit is " + limits.maxLabelsPerStream()
                            + ": send what differs from line to line as structured metadata");
        }
        return labels;
    }

    public void line(
            LogBatch.StreamBuilder stream, long nanos, byte[] from, int start, int end, Labels metadata, int index) {
        if (end - start > limits.maxLineBytes()) {
            if (tooLong++ == 0) {
                firstTooLong = "stream " + streams.size() + ", line " + index + ": " + (end - start)
                        + " bytes, the limit is " + limits.maxLineBytes();
            }
            return;
        }
        stream.line(nanos, from, start, end, metadata);
    }

    public void end(LogBatch.StreamBuilder stream) {
        if (stream.size() > 0) {
            streams.add(stream.build());
        }
    }

    public LogBatch batch() {
        return new LogBatch(streams);
    }

    /** What was left out of the batch. */
    public List<Rejection> refused() {
        return tooLong == 0
                ? List.of()
                : List.of(new Rejection(
                        "line_too_long", tooLong + " lines too long and not stored, first " + firstTooLong, tooLong));
    }
}
