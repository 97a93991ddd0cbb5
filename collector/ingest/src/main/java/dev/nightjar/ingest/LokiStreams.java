package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.ServiceName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the streams of one Loki push while it is decoded. What is wrong with one stream or one line is refused alone,
 * in the words that Loki's clients know; all others are kept. Not thread-safe.
 */
final class LokiStreams {
    /** Of metadata of one line, names and values together. */
    static final int MAX_METADATA_BYTES = 64 << 10;

    private record Kind(String code, String message) {}

    private final IngestLimits limits;
    private final List<LogBatch.Stream> streams = new ArrayList<>();
    private final Map<Kind, Long> refused = new LinkedHashMap<>();
    private boolean any;

    LokiStreams(IngestLimits limits) {
        this.limits = limits;
    }

    /** Lines of a stream are put here one by one; those of a refused stream go nowhere. */
    final class Lines {
        private final Labels labels;
        private final LogBatch.@Nullable StreamBuilder builder;

        private Lines(Labels labels, LogBatch.@Nullable StreamBuilder builder) {
            this.labels = labels;
            this.builder = builder;
        }

        void add(long nanos, byte[] from, int start, int end, Labels metadata) {
            if (builder == null) {
                return;
            }
            if (end - start > limits.maxLineBytes()) {
                refuse(
                        "line_too_long",
                        "Max entry size '" + limits.maxLineBytes() + "' bytes exceeded for stream '" + labels
                                + "' while adding an entry with length '" + (end - start) + "' bytes");
            } else if (!metadata.isEmpty() && size(metadata) > MAX_METADATA_BYTES) {
                refuse(
                        "structured_metadata_too_large",
                        "stream '" + labels + "' has structured metadata too large: '" + size(metadata)
                                + "' bytes, limit: '" + MAX_METADATA_BYTES + "' bytes");
            } else {
                builder.line(nanos, from, start, end, metadata);
            }
        }

        void end() {
            if (builder != null && builder.size() > 0) {
                streams.add(builder.build());
            }
        }
    }

    private static int size(Labels metadata) {
        int size = 0;
        for (int i = 0; i < metadata.size(); i++) {
            size += metadata.name(i).length() + metadata.value(i).length();
        }
        return size;
    }

    Lines begin(Labels labels) {
        return accepts(labels) ? new Lines(labels, LogBatch.stream(labels)) : new Lines(labels, null);
    }

    /** Of a stream whose lines lie in {@code text}. */
    Lines begin(Labels labels, byte[] text) {
        return accepts(labels) ? new Lines(labels, LogBatch.streamWithin(labels, text)) : new Lines(labels, null);
    }

    /** A stream whose labels, as they were sent, are none. */
    Lines beginRefused(String labels, String why) {
        any = true;
        refuse("invalid_labels", "Error parsing labels '" + shortened(labels) + "' with error: " + why);
        return new Lines(Labels.EMPTY, null);
    }

    private static String shortened(String text) {
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }

    private boolean accepts(Labels labels) {
        any = true;
        int given = ServiceName.othersIn(labels);
        if (given > limits.maxLabelsPerStream()) {
            refuse(
                    "max_label_names_per_series",
                    "entry for stream '" + shortened(labels.toString()) + "' has " + given + " label names; limit "
                            + limits.maxLabelsPerStream());
            return false;
        }
        return true;
    }

    private void refuse(String code, String message) {
        refused.merge(new Kind(code, message), 1L, Long::sum);
    }

    /** Whether there was any stream, good or bad. */
    boolean hasStreams() {
        return any;
    }

    LogBatch batch() {
        return new LogBatch(streams);
    }

    /** What was left out of the batch: lines, or streams that could not be. */
    List<Rejection> refused() {
        List<Rejection> all = new ArrayList<>();
        refused.forEach((kind, times) -> all.add(new Rejection(kind.code(), kind.message(), times)));
        return all;
    }
}
