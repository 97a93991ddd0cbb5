package dev.nightjar.ingest.discovery.source;

import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import java.time.Duration;
import java.util.List;

/** One place where targets are found. Read by one thread at a time, which it may block. */
public interface TargetSource extends AutoCloseable {
    /** All targets that are there now. */
    List<TargetGroup> read() throws DiscoveryException;

    /** Time until it is read again; nothing where it never changes. */
    Duration refresh();

    @Override
    void close();
}
