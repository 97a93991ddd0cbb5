package dev.nightjar.web.prometheus;

import java.time.Instant;
import java.util.List;

/**
 * Something that whoever runs this server should know of.
 *
 * @param date since when
 * @param active false tells that it is over
 */
record Notification(String text, String date, boolean active) {
    static List<Notification> of(ReloadState state) {
        return state.refused().stream()
                .map(refusal -> new Notification(
                        "Configuration reload has failed, everything goes on as before: "
                                + String.join("; ", refusal.problems()),
                        text(refusal.since()),
                        true))
                .toList();
    }

    private static String text(Instant time) {
        return time.toString();
    }

    Notification over() {
        return new Notification(text, date, false);
    }
}
