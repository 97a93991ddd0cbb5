package dev.nightjar.client;

import io.micrometer.core.instrument.Clock;
import java.time.InstantSource;

/** The injected time, as Micrometer wants it. Durations are measured on the machine's own steady clock. */
record MicrometerClock(InstantSource source) implements Clock {
    @Override
    public long wallTime() {
        return source.millis();
    }

    @Override
    public long monotonicTime() {
        return System.nanoTime();
    }
}
