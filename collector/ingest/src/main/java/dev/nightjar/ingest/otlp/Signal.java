package dev.nightjar.ingest.otlp;

import dev.nightjar.ingest.Answer;
import dev.nightjar.ingest.MalformedException;

/** One of OpenTelemetry's kinds of telemetry: how its requests are stored, whatever way they came. */
interface Signal {
    /** To count by. */
    String name();

    JsonSchema schema();

    /** What the answer calls the number of what was refused, in JSON. */
    String rejectedName();

    /** Stores the request in the first {@code length} bytes of {@code body}. */
    Answer store(byte[] body, int length) throws MalformedException;
}
