package dev.nightjar.postmortems.incident;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One line of an incident's timeline.
 *
 * @param by the person or program, or empty
 * @param link path in the web interface that shows it, or null
 * @param offset of the event in the log that proves it
 */
public record TimelineEntry(
        Instant at,
        Kind kind,
        String text,
        String by,
        @Nullable String link,
        long offset) {
    /** By time; what happened at the same time in the order it was recorded. */
    static final Comparator<TimelineEntry> ORDER =
            Comparator.comparing(TimelineEntry::at).thenComparingLong(TimelineEntry::offset);

    /** What kind of thing happened. */
    public enum Kind {
        EVIDENCE("evidence"),
        LOG_BURST("log-burst"),
        CHANGE("change"),
        ALERT("alert"),
        PAGE("page"),
        DELIVERY("delivery"),
        ESCALATION("escalation"),
        ACK("ack"),
        NOTE("note"),
        INCIDENT("incident"),
        RESOLVE("resolve");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** Its name in JSON and documents. */
        public String label() {
            return label;
        }

        /** Throws {@link IllegalArgumentException} for a name that is none. */
        public static Kind ofLabel(String label) {
            for (Kind kind : values()) {
                if (kind.label.equals(label)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("unknown kind of timeline entry \"" + label + "\"");
        }
    }
}
