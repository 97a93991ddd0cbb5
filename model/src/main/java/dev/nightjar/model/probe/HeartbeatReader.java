package dev.nightjar.model.probe;

import java.util.List;

/** Tells of the heartbeats that are expected just now. Thread-safe; each answer is of one moment. */
public interface HeartbeatReader {
    /** None is expected. */
    HeartbeatReader NONE = List::of;

    /** In the order of their definition. */
    List<HeartbeatStatus> heartbeats();
}
