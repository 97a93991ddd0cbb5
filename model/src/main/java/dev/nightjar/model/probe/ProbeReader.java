package dev.nightjar.model.probe;

import java.util.List;

/** Tells of the probes that are run just now. Thread-safe; each answer is of one moment. */
public interface ProbeReader {
    /** Nothing is probed. */
    ProbeReader NONE = List::of;

    /** In the order of their definition. */
    List<ProbeStatus> probes();
}
