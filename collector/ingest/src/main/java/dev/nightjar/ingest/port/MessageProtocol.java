package dev.nightjar.ingest.port;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import java.util.List;

/** One way to send telemetry in messages. Thread-safe. */
public interface MessageProtocol {
    /** How messages follow each other. */
    enum Framing {
        /** One a line; a datagram may have several. */
        LINES,
        /** One a line, or each with its length before it (RFC 6587); a datagram is one. */
        COUNTED_OR_LINES
    }

    /**
     * What became of messages.
     *
     * @param result of the store
     * @param refused before the store was asked; sending it again will not help
     */
    record Outcome(IngestResult result, List<Rejection> refused) {
        public Outcome {
            refused = List.copyOf(refused);
        }
    }

    /** To count by. */
    String name();

    Framing framing();

    /** Decodes and stores. Blocks; called on a virtual thread. Where the store is full, the same messages come again. */
    Outcome store(List<Message> messages);
}
