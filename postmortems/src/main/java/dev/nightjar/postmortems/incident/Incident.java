package dev.nightjar.postmortems.incident;

import dev.nightjar.model.event.ChangeEvent.ChangeRecorded;
import dev.nightjar.model.event.IncidentEvent.EvidenceFound;
import dev.nightjar.model.event.IncidentEvent.ImpactMeasured;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as it is known at one offset of the event log.
 *
 * @param openedBy a person, or empty when a page opened it
 * @param alertSince since when the first page's expression had held; null without a page
 * @param detectedAt when its first alert fired; null without a page
 * @param pagedAt when a provider first accepted a message about it
 * @param acknowledgedBy empty while nobody has
 * @param resolvedBy empty while nobody has
 * @param cause which class of outage it was, in one word; empty while nobody has said
 * @param evidence what the data showed, in the order it was found
 * @param impacts one per objective that suffered
 * @param changes of the service, from half an hour before it began until it was resolved
 * @param timeline in order of time
 */
public record Incident(
        String incidentId,
        String service,
        String title,
        State state,
        Instant openedAt,
        String openedBy,
        @Nullable Instant alertSince,
        @Nullable Instant detectedAt,
        @Nullable Instant pagedAt,
        @Nullable Instant acknowledgedAt,
        String acknowledgedBy,
        @Nullable Instant resolvedAt,
        String resolvedBy,
        String resolution,
        String cause,
        List<String> pageIds,
        List<EvidenceFound> evidence,
        List<ImpactMeasured> impacts,
        List<ChangeRecorded> changes,
        List<TimelineEntry> timeline,
        @Nullable String postmortemId) {
    /** A page that cost this share of a whole budget is more than a page. */
    private static final double MAJOR_BUDGET = 0.2;

    public Incident {
        pageIds = List.copyOf(pageIds);
        evidence = List.copyOf(evidence);
        impacts = List.copyOf(impacts);
        changes = List.copyOf(changes);
        timeline = List.copyOf(timeline);
    }

    /** How far people are with it. */
    public enum State {
        OPEN,
        ACKNOWLEDGED,
        RESOLVED
    }

    /** SEV2 when it has spent a fifth of an objective's budget, else SEV3. */
    public String severity() {
        return impacts.stream().anyMatch(impact -> impact.budgetSpent() >= MAJOR_BUDGET) ? "SEV2" : "SEV3";
    }

    /**
     * When users began to suffer: by the objectives' series, else since when the alert's expression had held, else when
     * somebody declared it.
     */
    public Instant impactStart() {
        return impacts.stream()
                .map(ImpactMeasured::at)
                .min(Comparator.naturalOrder())
                .orElse(alertSince != null ? alertSince : openedAt);
    }

    /** When the last objective had recovered; null while one has not, or none was measured. */
    public @Nullable Instant mitigatedAt() {
        Instant latest = null;
        for (ImpactMeasured impact : impacts) {
            Instant recovered = impact.recoveredAt();
            if (recovered == null) {
                return null;
            }
            latest = latest == null || recovered.isAfter(latest) ? recovered : latest;
        }
        return latest;
    }

    /** What may have caused it, most likely first. */
    public List<Suspect> suspects() {
        return Suspect.of(this);
    }

    public List<Measure> measures() {
        return Measure.of(this);
    }

    /** What matters, for who reads nothing else. */
    public String sentence() {
        return IncidentSentence.of(this);
    }
}
