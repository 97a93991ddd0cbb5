package dev.nightjar.demo;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;

/** What one instance says to the outside: in the demo the client library, in tests a recorder. */
interface Telemetry {
    MeterRegistry meters();

    void log(Instant at, Level level, String line);

    /** How bad a line is. */
    enum Level {
        INFO,
        WARN,
        ERROR
    }
}
