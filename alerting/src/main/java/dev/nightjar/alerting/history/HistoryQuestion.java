package dev.nightjar.alerting.history;

import dev.nightjar.model.Label;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;

/**
 * What is looked for; an empty text is not a condition.
 *
 * @param kinds of entries, such as {@code fired}; empty: all
 * @param rule part of the rule's identity or of the alert's name
 * @param person who was told or acted
 * @param find words, all of which have to be in the text or the labels
 * @param from first moment
 * @param to last moment
 * @param before offset that the answer goes on before; {@link Long#MAX_VALUE}: the newest first
 */
public record HistoryQuestion(
        Set<String> kinds,
        String rule,
        String service,
        String instance,
        String person,
        String find,
        Instant from,
        Instant to,
        long before,
        int limit) {
    public HistoryQuestion {
        kinds = Set.copyOf(kinds);
    }

    boolean wants(HistoryEntry entry) {
        return !entry.at().isBefore(from)
                && !entry.at().isAfter(to)
                && (kinds.isEmpty() || kinds.contains(entry.kind()))
                && (rule.isEmpty()
                        || entry.rule().contains(rule)
                        || entry.labels().get("alertname").equals(rule))
                && (service.isEmpty() || service.equals(entry.service()))
                && (instance.isEmpty() || instance.equals(entry.labels().get("instance")))
                && (person.isEmpty() || person.equals(entry.person()))
                && isFound(entry);
    }

    private boolean isFound(HistoryEntry entry) {
        if (find.isBlank()) {
            return true;
        }
        StringBuilder text = new StringBuilder(entry.text()).append(' ').append(entry.kind());
        for (Label label : entry.labels()) {
            text.append(' ').append(label.value());
        }
        String within = text.toString().toLowerCase(Locale.ROOT);
        for (String word : find.strip().toLowerCase(Locale.ROOT).split("\\s+", -1)) {
            if (!within.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
