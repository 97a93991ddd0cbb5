package dev.nightjar.client;

import org.jspecify.annotations.Nullable;

/**
 * Says which span of a trace the calling thread works in. It is asked on the service's own threads whenever something
 * is measured or logged: an answer must be quick. What it throws counts as no span.
 */
@FunctionalInterface
public interface SpanSource {
    /** Never in a span. */
    SpanSource NONE = () -> null;

    /** Null outside of a span, and in one that is not recorded: a link to it would lead nowhere. */
    @Nullable
    Span current();

    /** The ids as the tracer writes them, in hexadecimal. */
    record Span(String traceId, String spanId) {}

    /** OpenTelemetry's current span if its API is on this library's class path, else {@link #NONE}. */
    static SpanSource detected() {
        return OpenTelemetrySpans.ifPresent(SpanSource.class.getClassLoader());
    }
}
