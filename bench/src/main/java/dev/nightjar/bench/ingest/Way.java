package dev.nightjar.bench.ingest;

import java.util.List;

/** One protocol, with everything that is to be sent by it, made before the clock runs. */
sealed interface Way {
    /** As the server counts it. */
    String protocol();

    /** Samples or lines in all of it. */
    long items();

    /** Pieces in the order they are sent. */
    List<byte[]> pieces();

    /**
     * Requests of HTTP, each answered.
     *
     * @param headers names and values by turns
     */
    record Requests(String protocol, long items, String method, String path, List<String> headers, List<byte[]> pieces)
            implements Way {}

    /** A connection without answers, on a port of its own. */
    record Connection(String protocol, long items, int port, List<byte[]> pieces) implements Way {}
}
