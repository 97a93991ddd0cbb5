package dev.nightjar.agent;

import dev.nightjar.agent.reading.EdgeRules;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A range of a file on its way to the server. Made again from the same range it is the same batch, to the byte, with
 * the same id.
 *
 * @param lines those that leave this host
 * @param dropped lines of the range that rules of this host leave out
 */
record FileBatch(TailedFile file, String id, LogBatch lines, long dropped) {
    /** @param entries of the range */
    static FileBatch of(TailedFile file, Checkpoint range, List<LogEntry> entries, Labels labels, EdgeRules rules) {
        Labels.Builder of = labels.toBuilder();
        file.labels().forEach(label -> of.set(label.name(), label.value()));
        Labels common = of.set("filename", range.path()).build();
        Map<Labels, LogBatch.StreamBuilder> streams = new LinkedHashMap<>();
        for (int i = 0; i < entries.size(); i++) {
            LogEntry entry = entries.get(i);
            if (entry.to() > entry.from()) {
                Labels.Builder stream = common.toBuilder();
                entry.labels().forEach(label -> stream.set(label.name(), label.value()));
                stream.set("level", LineLevel.of(entry.text(), entry.from(), entry.to()));
                // lines without a time of their own keep their order by a nanosecond each
                long time = entry.nanos() == LogEntry.NO_TIME
                        ? LineTime.of(
                                entry.text(),
                                entry.from(),
                                entry.to(),
                                range.place() + range.acknowledged() + entry.from(),
                                range.intendedNanos() + i)
                        : entry.nanos();
                streams.computeIfAbsent(stream.build(), LogBatch::stream)
                        .line(time, entry.text(), entry.from(), entry.to(), Labels.EMPTY);
            }
        }
        List<LogBatch.Stream> built = new ArrayList<>();
        streams.values().forEach(stream -> built.add(stream.build()));
        LogBatch found = new LogBatch(built);
        LogBatch kept = rules.apply(found);
        return new FileBatch(file, id(range, labels), kept, found.lineCount() - kept.lineCount());
    }

    private static String id(Checkpoint range, Labels labels) {
        return "file-" + Convoy.digest(name(range, labels));
    }

    /** Says the range, and nothing of the file that a compressed copy of it would not say too. */
    private static String name(Checkpoint range, Labels labels) {
        return String.join(
                "\n",
                labels.toString(),
                range.origin(),
                range.path(),
                Long.toString(range.generation()),
                Long.toString(range.acknowledged()),
                Long.toString(range.intended()),
                Long.toString(range.intendedNanos()));
    }
}
