package dev.nightjar.ingest;

import io.vertx.core.MultiMap;

/** One way to send telemetry: checks the headers, decodes a body, stores it. Blocks; called on a virtual thread. */
interface IngestProtocol {
    /** To count by. */
    String name();

    /** @throws MalformedException where the headers, or the body as a whole, cannot be taken; then nothing is stored */
    Answer store(MultiMap headers, byte[] body) throws MalformedException;
}
