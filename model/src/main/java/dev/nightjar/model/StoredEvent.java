package dev.nightjar.model;

import dev.nightjar.model.event.Event;

/** An event and its place in the log. */
public record StoredEvent(long offset, Event event) {}
