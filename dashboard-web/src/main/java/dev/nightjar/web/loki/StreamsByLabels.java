package dev.nightjar.web.loki;

import dev.nightjar.model.Labels;
import dev.nightjar.query.logql.LogEntry;
import dev.nightjar.web.loki.LogQueries.Entry;
import dev.nightjar.web.loki.LogQueries.Stream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers entries into streams; streams and entries stay in the order in which they came. */
final class StreamsByLabels {
    private StreamsByLabels() {}

    private record Key(Labels labels, List<String> blank) {}

    /** {@code categorize}: a stream's labels are only those it was sent with. */
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
}
