package dev.nightjar.agent;

import java.io.IOException;

/** Reads one kind of counters of the host. */
interface HostSource {
    /** As node_exporter calls the collector. */
    String name();

    void readInto(MetricWriter to) throws IOException;
}
