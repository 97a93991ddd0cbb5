package dev.nightjar.ingest;

import io.vertx.core.MultiMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One way to send telemetry: checks the headers, decodes a body, stores it. Blocks; called on a virtual thread. */
public interface IngestProtocol {
    /** To count by. */
    String name();

    /** The methods of HTTP that it is asked by. */
    default Set<String> methods() {
        return Set.of("POST");
    }

    /** Whether a request to its path is for it; where it is not, others may answer. Called on the event loop. */
    default boolean isFor(MultiMap headers) {
        return true;
    }

    /** Whether its address alone says who may send: no token is asked for then. */
    default boolean isKnownByPath() {
        return false;
    }

    /** This protocol, as a request's path and query want it. */
    default IngestProtocol asked(Asked request) throws MalformedException {
        return this;
    }

    /** @throws MalformedException where the headers, or the body as a whole, cannot be taken; then nothing is stored */
    Answer store(MultiMap headers, byte[] body) throws MalformedException;

    /** How the body is compressed, to know how much it can become; null if it is not. */
    default @Nullable String encoding(MultiMap headers) {
        return headers.get("Content-Encoding");
    }

    /** How senders of this kind want to be told; also of what was refused before {@link #store}. */
    default Reply reply(MultiMap headers, Answer answer) {
        return Reply.text(answer);
    }
}
