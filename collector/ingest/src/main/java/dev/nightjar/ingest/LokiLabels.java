package dev.nightjar.ingest;

import dev.nightjar.model.Labels;
import org.jspecify.annotations.Nullable;

/** Begins streams whose labels come as text. */
final class LokiLabels {
    private LokiLabels() {}

    /** {@code within}: what the stream's lines lie in, if they do. */
    static LokiStreams.Lines begin(LokiStreams streams, String text, byte @Nullable [] within) {
        Labels labels;
        try {
            labels = LabelText.parse(text, "labels");
        } catch (MalformedException e) {
            return streams.beginRefused(text, e.text());
        }
        return within == null ? streams.begin(labels) : streams.begin(labels, within);
    }
}
