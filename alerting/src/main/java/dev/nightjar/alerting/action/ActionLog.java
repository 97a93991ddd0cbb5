package dev.nightjar.alerting.action;

import dev.nightjar.model.event.ActionEvent;
import java.util.List;
import java.util.function.Supplier;

/** Writes what actions lead to: nobody else changes anything between the decision and its being in the log. */
@FunctionalInterface
public interface ActionLog {
    /** Appends what {@code decision} gives, all or nothing, and returns it. Throws when it is not durable. */
    List<ActionEvent> act(Supplier<List<ActionEvent>> decision);
}
