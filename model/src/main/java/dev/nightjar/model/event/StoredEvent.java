package dev.nightjar.model.event;

/** An event and its place in the log. */
public record StoredEvent(long offset, Event event) {}
