package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.TimeRange;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which series, labels, values and metrics there are. */
final class LabelRoutes {
    private record Metadata(String type, String unit, String help) {}

    private final MetricQueries queries;
    private final LabelQuestions labels;
    private final MetadataReader metadata;
    private final InstantSource clock;

    LabelRoutes(MetricQueries queries, SeriesReader series, MetadataReader metadata, InstantSource clock) {
        this.queries = queries;
        this.labels = new LabelQuestions(series);
        this.metadata = metadata;
        this.clock = clock;
    }

    void mount(PrometheusRouter router) {
        router.query("labels", this::names);
        router.query("series", this::series);
        router.queryByGet("label/:name/values", this::values);
        router.queryByGet("metadata", this::metadata);
    }

    private Reply names(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        int limit = parameters.limit();
        Optional<TimeRange> range = parameters.span();
        List<List<Matcher>> matchers = parameters.matchers(queries);
        return Truncation.list(range.map(times -> labels.names(matchers, times)).orElse(List.of()), limit);
    }

    private Reply values(Exchange exchange) {
        String name = LabelNameText.unescaped(exchange.path("name"));
        if (name.isEmpty()) {
            throw new HttpProblem(400, "invalid label name: \"\"", null, null);
        }
        QueryParameters parameters = new QueryParameters(exchange, clock);
        int limit = parameters.limit();
        Optional<TimeRange> range = parameters.span();
        List<List<Matcher>> matchers = parameters.matchers(queries);
        return Truncation.list(
                range.map(times -> labels.values(name, matchers, times)).orElse(List.of()), limit);
    }

    private Reply series(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        List<List<Matcher>> matchers = parameters.someMatchers(queries);
        int limit = parameters.limit();
        List<Labels> found =
                parameters.span().map(times -> labels.series(matchers, times)).orElse(List.of());
        return Truncation.list(found, limit, QueryValueJson::labelsInto);
    }

    private Reply metadata(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        int families = parameters.count("limit").filter(limit -> limit >= 0).orElse(Integer.MAX_VALUE);
        int perFamily =
                parameters.count("limit_per_metric").filter(limit -> limit > 0).orElse(Integer.MAX_VALUE);
        Map<String, List<Metadata>> found = new LinkedHashMap<>();
        for (Map.Entry<String, List<MetricMetadata>> family :
                metadata.metadata(exchange.parameter("metric").orElse("")).entrySet()) {
            if (found.size() == families) {
                break;
            }
            found.put(
                    family.getKey(),
                    family.getValue().stream()
                            .limit(perFamily)
                            .map(said -> new Metadata(said.type().text(), said.unit(), said.help()))
                            .toList());
        }
        return Envelope.document(found);
    }
}
