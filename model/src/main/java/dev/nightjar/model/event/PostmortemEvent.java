package dev.nightjar.model.event;

import java.time.Instant;
import java.util.Map;

/** The life of a postmortem and its action items. */
public sealed interface PostmortemEvent extends Event {
    String postmortemId();

    /**
     * A draft made from the data.
     *
     * @param sections by name ({@code summary}, {@code impact}, …), Markdown
     * @param frozen evidence as JSON documents by name: queries with the series they gave, kept for ever
     */
    record PostmortemDrafted(
            Instant at,
            String postmortemId,
            String incidentId,
            String by,
            Map<String, String> sections,
            Map<String, String> frozen)
            implements PostmortemEvent {}

    record PostmortemEdited(Instant at, String postmortemId, String by, String section, String text)
            implements PostmortemEvent {}

    record ActionItemAdded(
            Instant at, String postmortemId, String actionItemId, String by, String text, String owner, String due)
            implements PostmortemEvent {}

    record ActionItemClosed(Instant at, String postmortemId, String actionItemId, String by)
            implements PostmortemEvent {}
}
