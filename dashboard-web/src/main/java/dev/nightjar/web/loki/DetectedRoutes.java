package dev.nightjar.web.loki;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.logql.LogDirection;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What labels and fields there are to drill into. Fields are found in the newest lines, not in all. */
final class DetectedRoutes {
    private static final int DEFAULT_LINES = 1000;
    private static final int DEFAULT_FIELDS = 1000;

    private record DetectedLabel(String label, int cardinality) {}

    private record LabelsAnswer(List<DetectedLabel> detectedLabels) {}

    private record Field(
            String label,
            String type,
            int cardinality,
            @Nullable List<String> parsers,
            @Nullable List<String> jsonPath) {}

    private record FieldsAnswer(List<Field> fields, int limit) {}

    private record ValuesAnswer(List<String> values, int limit) {}

    private final LogQueries queries;
    private final LogReader logs;
    private final InstantSource clock;

    DetectedRoutes(LogQueries queries, LogReader logs, InstantSource clock) {
        this.queries = queries;
        this.logs = logs;
        this.clock = clock;
    }

    void mount(LokiRouter router) {
        router.query("detected_labels", this::labels);
        router.query("detected_fields", this::fields);
        router.query("detected_field/:name/values", this::values);
    }

    private Reply labels(Exchange exchange) {
        Map<String, Set<String>> values = new TreeMap<>();
        new LokiParameters(exchange, clock)
                .selections(queries, LokiParameters.QUERY_SPAN).stream()
                        .flatMap(selection -> logs.streams(selection).stream())
                        .forEach(stream -> add(stream, values));
        List<DetectedLabel> detected = new ArrayList<>();
        values.forEach((name, each) -> {
            if (LabelRelevance.isRelevant(name, each)) {
                detected.add(new DetectedLabel(name, each.size()));
            }
        });
        return Json.reply(new LabelsAnswer(detected));
    }

    private static void add(Labels stream, Map<String, Set<String>> values) {
        for (Label label : stream) {
            values.computeIfAbsent(label.name(), name -> new TreeSet<>()).add(label.value());
        }
    }

    private Reply fields(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        int limit = fieldLimit(parameters);
        List<Field> fields = new ArrayList<>();
        detect(parameters, limit).forEach((name, field) -> {
            List<String> parsers = List.copyOf(field.parsers());
            fields.add(new Field(
                    name,
                    field.type().text(),
                    field.values().size(),
                    parsers.isEmpty() ? null : parsers,
                    field.jsonPath().isEmpty() ? null : field.jsonPath()));
        });
        return Json.reply(new FieldsAnswer(fields, limit));
    }

    private Reply values(Exchange exchange) {
        LokiParameters parameters = new LokiParameters(exchange, clock);
        int limit = fieldLimit(parameters);
        DetectedField field = detect(parameters, Integer.MAX_VALUE).get(exchange.path("name"));
        List<String> values = field == null
                ? List.of()
                : field.values().stream().sorted().limit(limit).toList();
        return Json.reply(new ValuesAnswer(values, limit));
    }

    /** {@code field_limit} is the name in older versions. */
    private static int fieldLimit(LokiParameters parameters) {
        return parameters.limit("limit", parameters.limit("field_limit", DEFAULT_FIELDS));
    }

    private Map<String, DetectedField> detect(LokiParameters parameters, int limit) {
        NanoRange range = parameters.range(LokiParameters.QUERY_SPAN);
        LogQueries.Answer answer = queries.range(
                new LogQueries.RangeQuestion(
                        parameters.query(),
                        range.startNanos(),
                        range.endNanos(),
                        parameters.stepMillis(range),
                        0,
                        parameters.lineLimit("line_limit", DEFAULT_LINES),
                        LogDirection.BACKWARD,
                        true),
                parameters.asking());
        if (!(answer instanceof LogQueries.Answer.Lines lines)) {
            throw new QueryException(
                    ErrorKind.BAD_DATA, "only log selector is supported, such as {app=\"api\"} | json");
        }
        FieldDetection detection = new FieldDetection(limit);
        for (LogQueries.Stream stream : lines.streams()) {
            for (LogQueries.Entry entry : stream.entries()) {
                detection.look(stream.labels(), entry);
            }
        }
        return detection.fields();
    }
}
