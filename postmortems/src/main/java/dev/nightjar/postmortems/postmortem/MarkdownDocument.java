package dev.nightjar.postmortems.postmortem;

import dev.nightjar.postmortems.incident.DurationText;
import dev.nightjar.postmortems.incident.Measure;
import dev.nightjar.postmortems.incident.NumberText;
import dev.nightjar.postmortems.incident.TimelineEntry;
import dev.nightjar.postmortems.postmortem.Postmortem.ActionItem;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns a postmortem into one Markdown document that needs nothing else: graphs are tables with sparklines. */
final class MarkdownDocument {
    private final Postmortem postmortem;
    private final StringBuilder text = new StringBuilder();

    MarkdownDocument(Postmortem postmortem) {
        this.postmortem = postmortem;
    }

    String text() {
        line("# Postmortem: " + postmortem.title());
        line("");
        line("Service **" + postmortem.service() + "**, incident `" + postmortem.incidentId() + "`, drafted "
                + TimeText.at(postmortem.createdAt()) + " by " + postmortem.createdBy() + " from the data.");
        for (Postmortem.Text section : postmortem.sections()) {
            heading(section.section().title());
            line(section.markdown());
            if (section.section() == Section.IMPACT) {
                measures();
            } else if (section.section() == Section.RESOLUTION) {
                timeline();
            }
        }
        actionItems();
        graphs();
        return text.toString();
    }

    private void measures() {
        line("");
        line("| Measure | Took | Measured |");
        line("|---|---|---|");
        for (Measure measure : postmortem.measures()) {
            Duration duration = measure.duration();
            row(measure.name(), duration == null ? "unknown" : DurationText.of(duration), measure.explanation());
        }
    }

    private void timeline() {
        heading("Timeline");
        line("| Time | Kind | What | Who | Event |");
        line("|---|---|---|---|---|");
        for (TimelineEntry entry : postmortem.timeline()) {
            row(TimeText.at(entry.at()), entry.kind().label(), entry.text(), entry.by(), Long.toString(entry.offset()));
        }
    }

    private void actionItems() {
        heading("Action items");
        if (postmortem.actionItems().isEmpty()) {
            line("None yet. _What would have prevented it, made it smaller, or shown it sooner?_");
        }
        for (ActionItem item : postmortem.actionItems()) {
            line("- [" + (item.closed() ? "x" : " ") + "] " + oneLine(item.text())
                    + (item.owner().isEmpty() ? " (no owner" : " (" + item.owner())
                    + (item.due().isEmpty() ? ")" : ", due " + item.due() + ")"));
        }
    }

    private void graphs() {
        if (postmortem.graphs().isEmpty()) {
            return;
        }
        heading("Evidence");
        line(
                "Kept as data when this was drafted; the sparklines of one graph share a scale that begins at zero or below.");
        for (FrozenGraph graph : postmortem.graphs()) {
            line("");
            line("### " + graph.title());
            line("");
            line("`" + oneLine(graph.query()) + "` in " + graph.unit() + ", from "
                    + TimeText.at(Instant.ofEpochMilli(graph.startMillis())) + " every "
                    + NumberText.of(graph.stepSeconds()) + " s");
            line("");
            line("| Series | Over time | Min | Max | Last |");
            line("|---|---|---|---|---|");
            double low = 0;
            double high = 0;
            for (FrozenGraph.Series series : graph.series()) {
                for (Double value : series.values()) {
                    low = value == null ? low : Math.min(low, value);
                    high = value == null ? high : Math.max(high, value);
                }
            }
            for (FrozenGraph.Series series : graph.series()) {
                series(series, low, high);
            }
        }
    }

    private void series(FrozenGraph.Series series, double low, double high) {
        Double min = null;
        Double max = null;
        Double last = null;
        for (Double value : series.values()) {
            if (value != null) {
                min = min == null ? value : (Double) Math.min(min, value);
                max = max == null ? value : (Double) Math.max(max, value);
                last = value;
            }
        }
        String name = series.labels().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(", "));
        row(name, Sparkline.of(series.values(), low, high), number(min), number(max), number(last));
    }

    private static String number(@Nullable Double value) {
        return value == null ? "" : NumberText.of(value);
    }

    private void heading(String title) {
        line("");
        line("## " + title);
        line("");
    }

    private void row(String... cells) {
        text.append('|');
        for (String cell : cells) {
            text.append(' ').append(oneLine(cell).replace("|", "\\|")).append(" |");
        }
        text.append('\n');
    }

    private static String oneLine(String value) {
        return value.replaceAll("\\s*\\R\\s*", " ");
    }

    private void line(String value) {
        text.append(value).append('\n');
    }
}
