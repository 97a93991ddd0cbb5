package dev.nightjar.postmortems.incident;

import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.model.event.IncidentEvent.EvidenceFound;
import dev.nightjar.postmortems.change.ChangeBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Something that may have caused an incident.
 *
 * @param score from 0 to 10
 */
public record Suspect(
        String kind,
        String service,
        String instance,
        String resource,
        Instant since,
        String text,
        String query,
        double score) {
    private static final double MOST = 10;

    /** A finding so many times as odd as need be scores half of the most. */
    private static final double HALF_WAY = 3;

    /** A change right before the trouble; it counts less the longer the trouble took to follow. */
    private static final double FRESH_CHANGE = 9;

    private static final Duration CHANGE_FADES = Duration.ofMinutes(30);

    /** The onset is known to a slice of the objective's series: a change that much later may still have come first. */
    private static final Duration ONSET_BLUR = Duration.ofMinutes(1);

    static List<Suspect> of(Incident incident) {
        List<Suspect> suspects = new ArrayList<>();
        for (EvidenceFound found : incident.evidence()) {
            suspects.add(new Suspect(
                    found.kind(),
                    found.service(),
                    found.instance(),
                    found.resource(),
                    found.at(),
                    found.text(),
                    found.query(),
                    explains(found)));
        }
        Instant onset = onset(incident);
        for (ChangeRecorded change : incident.changes()) {
            Duration before = Duration.between(change.at(), onset);
            double fade = Math.max(0, (double) before.toMillis() / CHANGE_FADES.toMillis());
            boolean changed = !change.kind().equals(ChangeBook.GATE_OVERRIDE);
            if (changed && before.compareTo(ONSET_BLUR.negated()) >= 0 && fade < 1) {
                suspects.add(new Suspect(
                        change.kind(),
                        change.service(),
                        change.instance(),
                        change.changeId(),
                        change.at(),
                        change.kind() + " " + change.summary() + ", " + when(before),
                        "",
                        FRESH_CHANGE * (1 - fade)));
            }
        }
        suspects.sort(Comparator.comparingDouble(Suspect::score).reversed().thenComparing(Suspect::since));
        return suspects;
    }

    private static String when(Duration before) {
        return before.isNegative() ? "as it began" : DurationText.of(before) + " before it began";
    }

    /**
     * How much a finding explains. Between 5 times and 50 times as odd as need be there is little difference to a
     * reader, so scores are pressed together; and what users see (requests, lines) follows from a cause.
     */
    private static double explains(EvidenceFound found) {
        double pressed = MOST * found.score() / (found.score() + HALF_WAY);
        boolean symptom = found.resource().equals("requests") || found.kind().equals("log-burst");
        return symptom ? pressed / 2 : pressed;
    }

    /** The earliest sign of it: causes come before. */
    private static Instant onset(Incident incident) {
        Instant onset = incident.impactStart();
        for (EvidenceFound found : incident.evidence()) {
            onset = found.at().isBefore(onset) ? found.at() : onset;
        }
        return onset;
    }
}
