package dev.nightjar.postmortems.postmortem;

import dev.nightjar.model.event.IncidentEvent.ImpactMeasured;
import dev.nightjar.model.event.PostmortemEvent.PostmortemDrafted;
import dev.nightjar.postmortems.incident.DurationText;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.incident.Measure;
import dev.nightjar.postmortems.incident.NumberText;
import dev.nightjar.postmortems.incident.Suspect;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what can be written about an incident from its data, and asks about the rest. */
public final class Draft {
    /** Faster than this went well, slower went wrong. */
    private static final Duration QUICK = Duration.ofMinutes(5);

    private static final int SUSPECTS = 5;

    private final Incident incident;

    private Draft(Incident incident) {
        this.incident = incident;
    }

    public static PostmortemDrafted of(
            Incident incident, List<FrozenGraph> graphs, String postmortemId, String by, Instant at) {
        Draft draft = new Draft(incident);
        Map<String, String> sections = new LinkedHashMap<>();
        for (Section section : Section.values()) {
            sections.put(section.label(), draft.text(section));
        }
        return new PostmortemDrafted(
                at, postmortemId, incident.incidentId(), by, sections, new FrozenJson().write(incident, graphs));
    }

    private String text(Section section) {
        return switch (section) {
            case SUMMARY -> incident.sentence();
            case IMPACT -> impact();
            case CAUSES -> causes();
            case DETECTION -> detection();
            case RESOLUTION ->
                incident.resolution().isEmpty()
                        ? "_What ended it? Was it the cause that was removed, or only its effect?_"
                        : incident.resolution();
            case WENT_WELL -> wentWell();
            case WENT_WRONG -> wentWrong();
            case LUCKY -> "_What could have made it worse, and did not happen this time?_";
        };
    }

    private String impact() {
        if (incident.impacts().isEmpty()) {
            return "No objective of " + incident.service()
                    + " burned its budget faster than allowed. _Who noticed, and how?_";
        }
        StringBuilder text = new StringBuilder();
        for (ImpactMeasured impact : incident.impacts()) {
            Instant recovered = impact.recoveredAt();
            text.append("- **").append(impact.slo()).append("**: ");
            if (!Double.isNaN(impact.budgetSpent())) {
                text.append("spent ")
                        .append(NumberText.percent(impact.budgetSpent()))
                        .append(" of its error budget; ");
            }
            text.append(String.format("%,.0f of %,.0f events were bad ", impact.badEvents(), impact.totalEvents()))
                    .append(recovered == null ? "from " : "between ")
                    .append(TimeText.at(impact.at()))
                    .append(recovered == null ? " on; it had not recovered when this was drafted" : " and ")
                    .append(recovered == null ? "" : TimeText.at(recovered))
                    .append(".\n");
        }
        return text.toString().stripTrailing();
    }

    private String causes() {
        List<Suspect> suspects = incident.suspects();
        if (suspects.isEmpty()) {
            return "Nothing in the data stood out. _What was the trigger, and what made it possible?_";
        }
        StringBuilder text =
                new StringBuilder("What stood out in the data, most likely first. _Strike out what it was not._\n\n");
        for (int i = 0; i < Math.min(SUSPECTS, suspects.size()); i++) {
            Suspect suspect = suspects.get(i);
            text.append(i + 1).append(". ").append(suspect.text());
            if (!suspect.query().isEmpty()) {
                text.append(" (`").append(suspect.query()).append("`)");
            }
            text.append('\n');
        }
        return text.toString().stripTrailing();
    }

    private String detection() {
        Instant detected = incident.detectedAt();
        if (detected == null) {
            return "No alert saw it: " + incident.openedBy() + " declared it. _Which rule would have noticed?_";
        }
        String after = duration("time to detect")
                .map(time -> time.isNegative()
                        ? ", before the objective's series show an impact"
                        : ", " + DurationText.of(time) + " after it began")
                .orElse("");
        return "An alert fired at " + TimeText.at(detected) + after + ".";
    }

    private String wentWell() {
        StringBuilder text = new StringBuilder();
        quick("time to detect", "An alert noticed it within ", text);
        quick("time to acknowledge", "Somebody took it within ", text);
        return asked(text, "_What helped: a tool, a runbook, a person?_");
    }

    /** A list and a paragraph need a blank line between them. */
    private static String asked(StringBuilder list, String question) {
        return (list.isEmpty() ? list : list.append('\n')).append(question).toString();
    }

    private void quick(String measure, String words, StringBuilder to) {
        duration(measure)
                .filter(time -> time.compareTo(QUICK) <= 0 && !time.isNegative())
                .ifPresent(time -> to.append("- ")
                        .append(words)
                        .append(DurationText.of(time))
                        .append(".\n"));
    }

    private String wentWrong() {
        StringBuilder text = new StringBuilder();
        if (incident.detectedAt() == null) {
            text.append("- No alert saw it.\n");
        }
        slow("time to detect", "It took the alert ", " to notice it", text);
        slow("time to acknowledge", "It took ", " until somebody took it", text);
        return asked(text, "_What was missing, misleading or in the way?_");
    }

    private void slow(String measure, String before, String after, StringBuilder to) {
        duration(measure)
                .filter(time -> time.compareTo(QUICK) > 0)
                .ifPresent(time -> to.append("- ")
                        .append(before)
                        .append(DurationText.of(time))
                        .append(after)
                        .append(".\n"));
    }

    private Optional<Duration> duration(String name) {
        for (Measure measure : incident.measures()) {
            if (measure.name().equals(name)) {
                return Optional.ofNullable(measure.duration());
            }
        }
        return Optional.empty();
    }
}
