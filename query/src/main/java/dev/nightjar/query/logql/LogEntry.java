package dev.nightjar.query.logql;

import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line as a query answers it, its labels by where they come from.
 *
 * @param stream of the stream
 * @param metadata of the line (structured metadata)
 * @param parsed by the query's stages, {@code __error__} among them
 * @param blank names of labels that stages made without a value, sorted; Loki shows these, too
 * @param line bytes, UTF-8 or not
 */
public record LogEntry(
        Labels stream, Labels metadata, Labels parsed, List<String> blank, long timestampNanos, byte[] line) {
    public LogEntry {
        blank = List.copyOf(blank);
    }

    /** All labels that have a value; the later ones hide the earlier. */
    public Labels labels() {
        if (metadata.isEmpty() && parsed.isEmpty()) {
            return stream;
        }
        return Labels.builder().setAll(stream).setAll(metadata).setAll(parsed).build();
    }

    /** The line as text; what is not UTF-8 shows as the replacement character. */
    public String text() {
        return new String(line, StandardCharsets.UTF_8);
    }

    static LogEntry of(Entry entry) {
        return new LogEntry(
                entry.streamLabels(),
                entry.metadataLabels(),
                entry.parsedLabels(),
                entry.blankLabels(),
                entry.timestampNanos(),
                entry.line());
    }
}
