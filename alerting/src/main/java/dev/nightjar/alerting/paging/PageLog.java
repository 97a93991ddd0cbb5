package dev.nightjar.alerting.paging;

import dev.nightjar.model.event.PageEvent;
import java.util.List;
import java.util.function.Supplier;

/** Writes what paging decides: nobody else changes anything between the decision and its being in the log. */
public interface PageLog {
    /** Appends what {@code decision} gives, all or nothing, and returns it. Throws when it is not durable. */
    List<PageEvent> commit(Supplier<List<PageEvent>> decision);
}
