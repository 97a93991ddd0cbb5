package dev.nightjar.postmortems.postmortem;

import dev.nightjar.postmortems.incident.Measure;
import dev.nightjar.postmortems.incident.TimelineEntry;
import java.time.Instant;
import java.util.List;

/** A postmortem as it is known at one offset of the event log. Timeline, measures and graphs are as they were when it was drafted. */
public record Postmortem(
        String postmortemId,
        String incidentId,
        String title,
        String service,
        Instant createdAt,
        String createdBy,
        List<Text> sections,
        List<Measure> measures,
        List<TimelineEntry> timeline,
        List<FrozenGraph> graphs,
        List<ActionItem> actionItems) {
    public Postmortem {
        sections = List.copyOf(sections);
        measures = List.copyOf(measures);
        timeline = List.copyOf(timeline);
        graphs = List.copyOf(graphs);
        actionItems = List.copyOf(actionItems);
    }

    /**
     * @param markdown the text
     * @param editedBy who wrote it last; empty while it is as drafted
     */
    public record Text(Section section, String markdown, String editedBy) {}

    /**
     * @param due ISO date, or empty
     * @param closedBy empty while it is open
     */
    public record ActionItem(String actionItemId, String text, String owner, String due, String closedBy) {
        public boolean closed() {
            return !closedBy.isEmpty();
        }
    }

    public long openActionItems() {
        return actionItems.stream().filter(item -> !item.closed()).count();
    }

    /** The whole document. */
    public String markdown() {
        return new MarkdownDocument(this).text();
    }
}
