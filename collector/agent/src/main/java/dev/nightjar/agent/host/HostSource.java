package dev.nightjar.agent.host;

import dev.nightjar.agent.reading.MetricWriter;
import java.io.IOException;

/** Reads one kind of counters of the host. */
interface HostSource {
    /** As node_exporter calls the collector. */
    String name();

    /** Writes nothing where this host has nothing of the kind. */
    void readInto(MetricWriter to) throws IOException;
}
