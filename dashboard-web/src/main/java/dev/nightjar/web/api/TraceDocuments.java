package dev.nightjar.web.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The documents of traces. Times and durations are nanoseconds as text, since numbers of JavaScript do not hold them. */
final class TraceDocuments {
    /**
     * @param startTimeUnixNano of its earliest span
     * @param durationNanos until its last span ended
     * @param truncated whether it has more spans than are told
     * @param spans the earliest first
     */
    record Trace(
            String traceId,
            List<String> services,
            String startTimeUnixNano,
            String durationNanos,
            boolean truncated,
            List<TracedSpan> spans) {}

    /**
     * @param parentSpanId null of a root
     * @param status {@code unset}, {@code ok} or {@code error}
     */
    record TracedSpan(
            String spanId,
            @Nullable String parentSpanId,
            String service,
            String name,
            String kind,
            String startTimeUnixNano,
            String durationNanos,
            String status,
            String statusMessage,
            Map<String, String> attributes,
            List<SpanEvent> events,
            List<SpanLink> links,
            Map<String, String> resource,
            String scope) {}

    record SpanEvent(String name, String timeUnixNano, Map<String, String> attributes) {}

    record SpanLink(String traceId, String spanId, Map<String, String> attributes) {}

    private TraceDocuments() {}
}
