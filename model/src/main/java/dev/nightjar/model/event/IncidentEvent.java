package dev.nightjar.model.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The life of an incident. */
public sealed interface IncidentEvent extends Event {
    String incidentId();

    /**
     * @param pageId the page that opened it; null when a person declared it
     * @param openedBy a person, or empty when it opened by itself
     */
    record IncidentOpened(
            Instant at, String incidentId, @Nullable String pageId, String service, String title, String openedBy)
            implements IncidentEvent {}

    /** Another page of the same trouble joined. */
    record PageJoined(Instant at, String incidentId, String pageId) implements IncidentEvent {}

    record IncidentAcknowledged(Instant at, String incidentId, String by) implements IncidentEvent {}

    record IncidentNoted(Instant at, String incidentId, String by, String text) implements IncidentEvent {}

    /**
     * Something in the data that may explain it.
     *
     * @param at when it began, by the data
     * @param foundAt when Nightjar noticed
     * @param kind such as {@code deviation} or {@code log-burst}
     * @param text one sentence with the numbers
     * @param instance the odd one out, or empty
     * @param resource such as {@code disk sda}, or empty
     * @param query that shows it, or empty
     * @param score how unlike its peers; larger is odder
     */
    record EvidenceFound(
            Instant at,
            Instant foundAt,
            String incidentId,
            String kind,
            String service,
            String instance,
            String resource,
            String text,
            String query,
            double score)
            implements IncidentEvent {}

    /**
     * What the incident did to a service level objective, by its own series. A later one of the same objective replaces
     * it.
     *
     * @param at when the objective's budget began to burn faster than it may, without a pause into the incident
     * @param foundAt when it was measured
     * @param recoveredAt when it had stopped doing so; null while it had not
     * @param budgetSpent share of the objective's whole error budget that this cost, 1 is all of it; NaN if unknown
     */
    record ImpactMeasured(
            Instant at,
            Instant foundAt,
            String incidentId,
            String slo,
            @Nullable Instant recoveredAt,
            double budgetSpent,
            double badEvents,
            double totalEvents)
            implements IncidentEvent {}

    /**
     * Somebody says which class of outage it was; a later one replaces it.
     *
     * @param cause one word, such as {@code capacity} or {@code external}
     */
    record IncidentClassified(Instant at, String incidentId, String cause, String by) implements IncidentEvent {}

    record IncidentResolved(Instant at, String incidentId, String by, String text) implements IncidentEvent {}
}
