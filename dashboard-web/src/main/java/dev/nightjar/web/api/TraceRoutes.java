package dev.nightjar.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A trace, put together from its spans, which lie as lines in the log store (docs/formats/spans.md). */
final class TraceRoutes {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final int MOST_SPANS = 10_000;

    private final LogReader logs;

    TraceRoutes(LogReader logs) {
        this.logs = logs;
    }

    void mount(ApiRouter router) {
        router.get("traces/:id", this::trace);
    }

    private Reply trace(Exchange exchange) {
        String id = exchange.path("id").toLowerCase(Locale.ROOT);
        if (!ID.matcher(id).matches()) {
            throw new HttpProblem(
                    400,
                    "\"" + exchange.path("id") + "\" is not the id of a trace",
                    "id",
                    "give its 32 hexadecimal digits");
        }
        Map<String, JsonNode> spans = read(id);
        if (spans.isEmpty()) {
            throw HttpProblem.notFound(
                    "no span of the trace " + id + " is stored",
                    "it may not have been sampled, or be older than logs are kept");
        }
        return Json.reply(document(id, spans));
    }

    /** By their ids: a span sent again is the same span. One more than are told. */
    private Map<String, JsonNode> read(String id) {
        LogSelection selection = new LogSelection(
                List.of(Matcher.equal("nightjar_kind", "trace")),
                NanoRange.ALL,
                LogSelection.Order.ANY,
                List.of(new LogSelection.LineFilter.Contains(id, false)));
        Map<String, JsonNode> spans = new LinkedHashMap<>();
        try (LogCursor lines = logs.select(selection)) {
            while (spans.size() <= MOST_SPANS && lines.next()) {
                JsonNode span = parse(lines.line());
                if (span != null && span.path("traceId").asText().equals(id)) {
                    spans.putIfAbsent(span.path("spanId").asText(), span);
                }
            }
        }
        return spans;
    }

    /** Null for a line that is no span, whatever it is. */
    private static @Nullable JsonNode parse(byte[] line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            return null;
        } catch (IOException e) {
            throw new IllegalStateException("reading " + new String(line, StandardCharsets.UTF_8), e);
        }
    }

    private static TraceDocuments.Trace document(String id, Map<String, JsonNode> found) {
        List<JsonNode> sorted = new ArrayList<>(found.values());
        sorted.sort(Comparator.comparingLong(TraceRoutes::start));
        boolean truncated = sorted.size() > MOST_SPANS;
        List<JsonNode> told = truncated ? sorted.subList(0, MOST_SPANS) : sorted;
        long start = start(told.getFirst());
        long end = start;
        TreeSet<String> services = new TreeSet<>();
        List<TraceDocuments.TracedSpan> spans = new ArrayList<>(told.size());
        for (JsonNode span : told) {
            end = Math.max(end, start(span) + span.path("durationNanos").asLong());
            TraceDocuments.TracedSpan one = span(span);
            services.add(one.service());
            spans.add(one);
        }
        return new TraceDocuments.Trace(
                id, List.copyOf(services), Long.toString(start), Long.toString(end - start), truncated, spans);
    }

    private static long start(JsonNode span) {
        return span.path("startTimeUnixNano").asLong();
    }

    private static TraceDocuments.TracedSpan span(JsonNode span) {
        JsonNode parent = span.path("parentSpanId");
        Map<String, String> resource = texts(span.path("resource"));
        return new TraceDocuments.TracedSpan(
                span.path("spanId").asText(),
                parent.isMissingNode() ? null : parent.asText(),
                resource.getOrDefault("service.name", "unknown_service"),
                span.path("name").asText(),
                span.path("kind").asText(),
                span.path("startTimeUnixNano").asText(),
                span.path("durationNanos").asText(),
                span.path("status").path("code").asText("unset"),
                span.path("status").path("message").asText(),
                texts(span.path("attributes")),
                events(span.path("events")),
                links(span.path("links")),
                resource,
                span.path("scope").path("name").asText());
    }

    private static List<TraceDocuments.SpanEvent> events(JsonNode events) {
        List<TraceDocuments.SpanEvent> all = new ArrayList<>();
        for (JsonNode event : events) {
            all.add(new TraceDocuments.SpanEvent(
                    event.path("name").asText(), event.path("timeUnixNano").asText(), texts(event.path("attributes"))));
        }
        return all;
    }

    private static List<TraceDocuments.SpanLink> links(JsonNode links) {
        List<TraceDocuments.SpanLink> all = new ArrayList<>();
        for (JsonNode link : links) {
            all.add(new TraceDocuments.SpanLink(
                    link.path("traceId").asText(), link.path("spanId").asText(), texts(link.path("attributes"))));
        }
        return all;
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(entry -> texts.put(
                        entry.getKey(),
                        entry.getValue().isTextual()
                                ? entry.getValue().asText()
                                : entry.getValue().toString()));
        return texts;
    }
}
