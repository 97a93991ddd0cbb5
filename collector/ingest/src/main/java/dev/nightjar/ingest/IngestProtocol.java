package dev.nightjar.ingest;

import io.vertx.core.MultiMap;
import org.jspecify.annotations.Nullable;

/** One way to send telemetry: checks the headers, decodes a body, stores it. Blocks; called on a virtual thread. */
public interface IngestProtocol {
    /** To count by. */
    String name();

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
