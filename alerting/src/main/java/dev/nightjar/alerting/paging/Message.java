package dev.nightjar.alerting.paging;

import dev.nightjar.model.event.PageEvent.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A notification in words: what is wrong, since when, how bad, who got it, and one link.
 *
 * @param zone in which the reader lives
 * @param link to the page: the only link in it
 */
record Message(Page page, Delivery delivery, ZoneId zone, String link, Instant now) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm z", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM HH:mm z", Locale.ENGLISH);

    boolean resolves() {
        return delivery.kind() == Kind.RESOLVE;
    }

    String subject() {
        return (resolves() ? "Resolved: " : "Page: ") + page.summary();
    }

    String text() {
        return String.join("\n", lines()) + "\n\n" + link + "\n";
    }

    String html() {
        StringBuilder html =
                new StringBuilder("<p><strong>").append(escape(subject())).append("</strong></p>");
        lines().stream()
                .skip(1)
                .forEach(line -> html.append("<p>").append(escape(line)).append("</p>"));
        return html.append("<p><a href=\"")
                .append(escape(link))
                .append("\">Open the page</a></p>")
                .toString();
    }

    private List<String> lines() {
        Instant since = page.opened().since();
        Instant end = page.resolvedAt();
        String when = resolves() && end != null
                ? "From " + time(since) + " to " + time(end) + " (" + length(Duration.between(since, end)) + ")."
                : "Since " + time(since) + " (" + length(Duration.between(since, now)) + ").";
        String called = String.join(", ", page.called());
        List<String> lines = new ArrayList<>();
        lines.add(subject());
        if (page.alerts().size() > 1) {
            lines.add("Of the first: " + page.opened().description());
            lines.add(AlertList.of(page.alerts()));
        } else {
            lines.add(page.opened().description());
        }
        lines.add(when);
        lines.add("Sent to " + called + ".");
        return lines;
    }

    private String time(Instant instant) {
        boolean today = Duration.between(instant, now).compareTo(Duration.ofHours(12)) < 0;
        return (today ? CLOCK : DAY).withZone(zone).format(instant);
    }

    private static String length(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(1)) < 0) {
            return Math.max(0, duration.toSeconds()) + " s";
        }
        return duration.toHours() > 0
                ? duration.toHours() + " h " + duration.toMinutesPart() + " min"
                : duration.toMinutes() + " min";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
