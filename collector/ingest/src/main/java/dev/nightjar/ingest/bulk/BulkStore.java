package dev.nightjar.ingest.bulk;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.Rejection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Stores the lines of a bulk request, and finds out of each whether it was. */
final class BulkStore {
    private final LogSink sink;

    BulkStore(LogSink sink) {
        this.sink = sink;
    }

    /**
     * A store says how many lines it refused and why, not which ones. So where it took some, halves are given to it again,
     * and halves of those, until each line's fate is known: what it has already, it knows.
     */
    void store(List<BulkItem> items) {
        if (items.isEmpty()) {
            return;
        }
        switch (sink.append(batch(items))) {
            case IngestResult.Accepted all -> {}
            case IngestResult.Overloaded full ->
                items.forEach(item -> item.refuse(new Rejection("overloaded", full.reason(), 1, seconds(full))));
            case IngestResult.Rejected some -> {
                Rejection first = some.reasons().isEmpty()
                        ? new Rejection("rejected", "refused", 1)
                        : some.reasons().getFirst();
                if (items.size() == 1 || (some.accepted() == 0 && some.reasons().size() == 1)) {
                    items.forEach(item -> item.refuse(first));
                } else {
                    int half = items.size() / 2;
                    store(items.subList(0, half));
                    store(items.subList(half, items.size()));
                }
            }
        }
    }

    private static long seconds(IngestResult.Overloaded full) {
        return Math.max(1, full.retryAfter().plusMillis(999).toSeconds());
    }

    private static LogBatch batch(List<BulkItem> items) {
        Map<Labels, LogBatch.StreamBuilder> streams = new HashMap<>();
        for (BulkItem item : items) {
            BulkItem.Line line = item.line();
            streams.computeIfAbsent(line.stream(), LogBatch::stream)
                    .line(line.nanos(), line.text(), 0, line.text().length, line.metadata());
        }
        return new LogBatch(
                streams.values().stream().map(LogBatch.StreamBuilder::build).toList());
    }
}
