package dev.nightjar.bench.ingest;

import java.io.IOException;
import java.util.List;

/** One protocol, with everything that is to be sent by it, made before the clock runs. */
sealed interface Way {
    /** Makes it anew, since all of them at one time are more than fits into memory. */
    interface Maker {
        Way make() throws IOException;
    }

    What what();

    /** Pieces in the order they are sent. */
    List<byte[]> pieces();

    /**
     * @param name for people
     * @param protocol as the server counts it
     * @param items samples or lines in all of it
     * @param textBytes bytes of all lines, without what the protocol adds; 0 for samples
     */
    record What(String name, String protocol, long items, long textBytes) {}

    /**
     * Requests of HTTP, each answered.
     *
     * @param headers names and values by turns
     */
    record Requests(What what, String method, String path, List<String> headers, List<byte[]> pieces) implements Way {}

    /** Calls of gRPC, each answered; pieces are their messages. */
    record Calls(What what, int port, String path, List<byte[]> pieces) implements Way {}

    /** A connection without answers, on a port of its own. */
    record Connection(What what, int port, List<byte[]> pieces) implements Way {}

    /** Datagrams, without answers and as fast as they can be sent: what the server does not keep up with is lost. */
    record Datagrams(What what, int port, List<byte[]> pieces) implements Way {}
}
