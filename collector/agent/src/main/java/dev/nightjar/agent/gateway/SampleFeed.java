package dev.nightjar.agent.gateway;

import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.model.SampleSink;
import java.io.IOException;

/** Brings samples of services on this host to the agent, which sends them on with its own: a scraper, a listener. */
public interface SampleFeed extends AutoCloseable {
    /**
     * Begins.
     *
     * @param to has them on the disk when it accepts them; asks to wait where the disk cannot be written
     * @throws IOException where it cannot begin, such as when a port is taken
     */
    void start(SampleSink to) throws IOException;

    /** Its account of itself, for each reading of the host. */
    void countsInto(MetricWriter to);

    @Override
    void close();
}
