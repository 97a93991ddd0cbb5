package dev.nightjar.alerting.paging;

import dev.nightjar.model.event.PageEvent.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** A message in somebody's built-in inbox. */
public record InboxMessage(String person, Kind kind, Instant at, Page page) {
    /** All inboxes, newest first. */
    public static List<InboxMessage> of(PageBook book) {
        return book.newestFirst().stream()
                .flatMap(page -> page.deliveries().stream()
                        .filter(delivery -> delivery.channel().equals("inbox"))
                        .map(delivery ->
                                new InboxMessage(delivery.person(), delivery.kind(), delivery.queuedAt(), page)))
                .sorted(Comparator.comparing(InboxMessage::at).reversed())
                .toList();
    }
}
