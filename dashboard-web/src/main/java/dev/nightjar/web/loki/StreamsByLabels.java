package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.web.loki.LogQueries.Entry;
import dev.nightjar.web.loki.LogQueries.Stream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Gathers entries into streams. */
final class StreamsByLabels {
    private StreamsByLabels() {}

    private record Key(Labels labels, List<String> blank) {}

    /**
     * Streams and entries in the order in which they came.
     *
     * @param categorize a stream's labels are only those it was sent with
     */
    static List<Stream> of(List<LogEntry> entries, boolean categorize) {
        Map<Key, List<Entry>> byLabels = new LinkedHashMap<>();
        for (LogEntry entry : entries) {
            Key key = categorize ? new Key(entry.stream(), List.of()) : new Key(entry.labels(), entry.blank());
            byLabels.computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(new Entry(
                            entry.timestampNanos(), entry.text(), entry.metadata(), entry.parsed(), entry.blank()));
        }
        List<Stream> streams = new ArrayList<>();
        byLabels.forEach((key, lines) -> streams.add(new Stream(key.labels(), key.blank(), lines)));
        return streams;
    }

    /** Streams by the text of their labels, as Loki orders an answer; entries in the order in which they came. */
    static List<Stream> ordered(List<LogEntry> entries, boolean categorize) {
        record Named(String text, Stream stream) {}
        return of(entries, categorize).stream()
                .map(stream -> new Named(text(stream), stream))
                .sorted(Comparator.comparing(Named::text))
                .map(Named::stream)
                .toList();
    }

    /** All labels of a stream, those without a value too, as Loki writes them. */
    static String text(Stream stream) {
        if (stream.blank().isEmpty()) {
            return stream.labels().toString();
        }
        SortedMap<String, String> all = new TreeMap<>(stream.labels().toMap());
        stream.blank().forEach(name -> all.put(name, ""));
        return all.entrySet().stream()
                .map(label -> label.getKey() + "=\"" + escaped(label.getValue()) + '"')
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
