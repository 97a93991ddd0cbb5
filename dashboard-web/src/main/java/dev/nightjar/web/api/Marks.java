package dev.nightjar.web.api;

import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.postmortems.incident.TimelineEntry;
import dev.nightjar.web.api.Documents.Mark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Events as thin marks on a graph's time axis. */
final class Marks {
    private Marks() {}

    static List<Mark> of(List<TimelineEntry> timeline) {
        List<Mark> marks = new ArrayList<>();
        for (TimelineEntry entry : timeline) {
            kind(entry)
                    .ifPresent(
                            kind -> marks.add(new Mark(entry.at().toEpochMilli(), kind, entry.text(), entry.link())));
        }
        return marks;
    }

    private static Optional<String> kind(TimelineEntry entry) {
        return switch (entry.kind()) {
            case EVIDENCE, LOG_BURST, DELIVERY, ESCALATION -> Optional.empty();
            case CHANGE -> Optional.of(changeKind(entry.text()));
            case ALERT -> Optional.of("alert");
            case PAGE -> Optional.of("page");
            case ACK -> Optional.of("ack");
            case NOTE -> Optional.of("note");
            case INCIDENT -> Optional.of("incident");
            case RESOLVE -> Optional.of("resolve");
        };
    }

    /** A timeline tells a change as its kind, a colon and its summary. */
    private static String changeKind(String text) {
        return kindOfChange(text.contains(":") ? text.substring(0, text.indexOf(':')) : text);
    }

    private static String kindOfChange(String kind) {
        return switch (kind) {
            case "deploy", "toggle" -> kind;
            default -> "change";
        };
    }

    static boolean isChange(Mark mark) {
        return switch (mark.kind()) {
            case "deploy", "toggle", "change" -> true;
            default -> false;
        };
    }

    static List<Mark> ofChanges(List<ChangeRecorded> changes) {
        return changes.stream()
                .map(change ->
                        new Mark(change.at().toEpochMilli(), kindOfChange(change.kind()), change.summary(), null))
                .toList();
    }

    /** One axis: by time, each mark once, within the span. */
    static List<Mark> joined(List<Mark> some, List<Mark> others, Span span) {
        List<Mark> all = new ArrayList<>(some);
        all.addAll(others);
        return all.stream()
                .filter(mark -> mark.atMillis() >= span.startMillis() && mark.atMillis() <= span.endMillis())
                .distinct()
                .sorted(Comparator.comparingLong(Mark::atMillis))
                .toList();
    }
}
