package dev.nightjar.postmortems.incident;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Says in two or three sentences what an incident is about and how far it is. */
final class IncidentSentence {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    private IncidentSentence() {}

    static String of(Incident incident) {
        StringBuilder text = new StringBuilder(endedWithStop(incident.title()))
                .append(" Since ")
                .append(time(incident.impactStart()))
                .append('.');
        List<Suspect> suspects = incident.suspects();
        if (!suspects.isEmpty()) {
            text.append(' ').append(endedWithStop(suspects.getFirst().text()));
        }
        return text.append(' ').append(state(incident)).toString();
    }

    private static String state(Incident incident) {
        Instant resolved = incident.resolvedAt();
        if (resolved != null) {
            return "Resolved by " + incident.resolvedBy() + " at " + time(resolved) + ".";
        }
        Instant acknowledged = incident.acknowledgedAt();
        return acknowledged != null
                ? incident.acknowledgedBy() + " has it since " + time(acknowledged) + "."
                : "Nobody has it yet.";
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    private static String endedWithStop(String text) {
        return text.endsWith(".") ? text : text + ".";
    }
}
