package dev.nightjar.ingest.fetch;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where connections of one {@link FetchClient} go.
 *
 * @param mostPerHost at one time; answers that never end take one each
 * @param socket of this machine that all of them go to, whatever host is asked for
 */
public record Connections(int mostPerHost, Optional<Path> socket) {
    public static final Connections DEFAULTS = new Connections(4, Optional.empty());

    /** For answers that never end. */
    public static final Connections LASTING = new Connections(256, Optional.empty());

    public static Connections through(Path socket) {
        return new Connections(DEFAULTS.mostPerHost, Optional.of(socket));
    }
}
