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

    /** {@code categorize}: a stream's labels are only those it was sent with. */
    static List<Stream> of(List<LogEntry> entries, boolean categorize) {
        Map<Labels, List<Entry>> byLabels = new LinkedHashMap<>();
        for (LogEntry entry : entries) {
            byLabels.computeIfAbsent(categorize ? entry.stream() : entry.labels(), labels -> new ArrayList<>())
                    .add(new Entry(entry.timestampNanos(), entry.text(), entry.metadata(), entry.parsed()));
        }
        List<Stream> streams = new ArrayList<>();
        byLabels.forEach((labels, lines) -> streams.add(new Stream(labels, lines)));
        return streams;
    }
}
