package dev.nightjar.alerting.history;

import dev.nightjar.model.Labels;
import java.time.Instant;

/**
 * Something that happened to alerts, or that somebody did about them.
 *
 * @param offset place in the log
 * @param kind such as {@code fired}, {@code over}, {@code sent}, {@code acknowledged}
 * @param rule behind it, or empty
 * @param labels of the alert, or what is common to its alerts; may be empty
 * @param person who did it or was told, or empty
 * @param pageId the page it is about, or empty
 */
public record HistoryEntry(
        long offset,
        Instant at,
        String kind,
        String rule,
        String service,
        Labels labels,
        String person,
        String pageId,
        String text) {}
