package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.TimeRange;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.prometheus.search.NameSearch;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Names of metrics and labels, and values of labels, by what somebody remembers of them. Answers come as lines of JSON:
 * batches of what was found, then one that says whether there is more.
 */
final class SearchRoutes {
    private static final String NDJSON = "application/x-ndjson; charset=utf-8";
    private static final int LINE_END = '\n';

    private final MetricQueries queries;
    private final LabelQuestions labels;
    private final MetadataReader metadata;
    private final InstantSource clock;

    SearchRoutes(MetricQueries queries, SeriesReader series, MetadataReader metadata, InstantSource clock) {
        this.queries = queries;
        this.labels = new LabelQuestions(series);
        this.metadata = metadata;
        this.clock = clock;
    }

    void mount(PrometheusRouter router) {
        router.query("search/metric_names", this::metricNames);
        router.query("search/label_names", this::labelNames);
        router.query("search/label_values", this::labelValues);
    }

    private Reply metricNames(Exchange exchange) {
        SearchParameters parameters = new SearchParameters(exchange);
        boolean described = parameters.flag("include_metadata", false);
        return reply(
                exchange,
                parameters,
                described,
                (matchers, range) -> labels.values(Labels.METRIC_NAME, matchers, range));
    }

    private Reply labelNames(Exchange exchange) {
        return reply(exchange, new SearchParameters(exchange), false, labels::names);
    }

    private Reply labelValues(Exchange exchange) {
        SearchParameters parameters = new SearchParameters(exchange);
        String label = exchange.parameter("label")
                .orElseThrow(() -> new HttpProblem(400, "missing required parameter \"label\"", null, null));
        return reply(exchange, parameters, false, (matchers, range) -> labels.values(label, matchers, range));
    }

    private interface Question {
        Collection<String> names(List<List<Matcher>> matchers, TimeRange range);
    }

    private Reply reply(Exchange exchange, SearchParameters parameters, boolean described, Question question) {
        QueryParameters common = new QueryParameters(exchange, clock);
        TimeRange range = common.recent();
        NameSearch.Order order = parameters.order();
        NameSearch search = parameters.search();
        int limit = parameters.positive("limit");
        int batch = parameters.positive("batch_size");
        boolean scored = parameters.flag("include_score", false);
        List<NameSearch.Found> found = search.in(question.names(common.matchers(queries), range), order);
        List<NameSearch.Found> shown = found.subList(0, Math.min(limit, found.size()));
        return new Reply(200, NDJSON, Map.of(), out -> {
            int from = 0;
            do {
                int to = Math.min(from + batch, shown.size());
                batch(out, shown.subList(from, to), scored, described);
                from = to;
            } while (from < shown.size());
            trailer(out, shown.size() < found.size());
        });
    }

    private void batch(OutputStream stream, List<NameSearch.Found> batch, boolean scored, boolean described)
            throws IOException {
        try (JsonGenerator out = Json.generator(stream)) {
            out.writeStartObject();
            out.writeArrayFieldStart("results");
            for (NameSearch.Found one : batch) {
                out.writeStartObject();
                out.writeStringField("name", one.name());
                if (scored) {
                    out.writeNumberField("score", one.score());
                }
                if (described) {
                    description(out, one.name());
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }
        stream.write(LINE_END);
    }

    private void description(JsonGenerator out, String metric) throws IOException {
        List<MetricMetadata> said = metadata.metadata(metric).getOrDefault(metric, List.of());
        if (said.isEmpty()) {
            return;
        }
        MetricMetadata first = said.getFirst();
        out.writeStringField("type", first.type().text());
        for (Map.Entry<String, String> part :
                List.of(Map.entry("help", first.help()), Map.entry("unit", first.unit()))) {
            if (!part.getValue().isEmpty()) {
                out.writeStringField(part.getKey(), part.getValue());
            }
        }
    }

    private static void trailer(OutputStream stream, boolean more) throws IOException {
        try (JsonGenerator out = Json.generator(stream)) {
            out.writeStartObject();
            out.writeStringField("status", "success");
            out.writeBooleanField("has_more", more);
            out.writeEndObject();
        }
        stream.write(LINE_END);
    }
}
