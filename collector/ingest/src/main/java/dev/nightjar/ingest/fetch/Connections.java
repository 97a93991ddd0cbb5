package dev.nightjar.ingest.fetch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where connections of one {@link FetchClient} go.
 *
 * @param mostPerHost at one time. All targets of a job may be asked through one address, as where an exporter probes
 *     for others, and each may take as long as its timeout: a target never waits for another's answer
 * @param socket of this machine that all of them go to, whatever host is asked for
 */
public record Connections(int mostPerHost, Optional<Path> socket) {
    public static final Connections DEFAULTS = new Connections(1_000, Optional.empty());

    public static Connections through(Path socket) {
        return new Connections(DEFAULTS.mostPerHost, Optional.of(socket));
    }
}
