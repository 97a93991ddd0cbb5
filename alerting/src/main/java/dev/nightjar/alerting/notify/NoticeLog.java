package dev.nightjar.alerting.notify;

import dev.nightjar.model.event.NoticeEvent;
import java.util.List;
import java.util.function.Supplier;

/** Writes what notifying decides: nobody else changes anything between the decision and its being in the log. */
public interface NoticeLog {
    /** Appends what {@code decision} gives, all or nothing, and returns it. Throws when it is not durable. */
    List<NoticeEvent> record(Supplier<List<NoticeEvent>> decision);
}
