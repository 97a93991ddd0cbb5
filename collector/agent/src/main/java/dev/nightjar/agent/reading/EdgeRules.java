package dev.nightjar.agent.reading;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.redact.Redaction;
import dev.nightjar.model.relabel.RelabelRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens to lines before they leave this host: labels are changed, streams dropped, texts redacted. */
public record EdgeRules(RelabelRules labels, Redaction redaction) {
    public LogBatch apply(LogBatch batch) {
        return redaction.apply(labels.isEmpty() ? batch : relabelled(batch));
    }

    private LogBatch relabelled(LogBatch batch) {
        List<LogBatch.Stream> kept = new ArrayList<>();
        for (LogBatch.Stream stream : batch.streams()) {
            Optional<Labels> to = labels.apply(stream.labels());
            if (to.isPresent()) {
                kept.add(to.get().equals(stream.labels()) ? stream : copy(stream, to.get()));
            }
        }
        return new LogBatch(kept);
    }

    private static LogBatch.Stream copy(LogBatch.Stream from, Labels as) {
        LogBatch.StreamBuilder to = LogBatch.stream(as);
        for (int i = 0; i < from.size(); i++) {
            to.line(from.timestampNanos(i), from.text(), from.lineStart(i), from.lineEnd(i), from.metadata(i));
        }
        return to.build();
    }
}
