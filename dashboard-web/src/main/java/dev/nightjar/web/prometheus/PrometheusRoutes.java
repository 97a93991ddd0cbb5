package dev.nightjar.web.prometheus;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** {@code /api/v1/*}: the parts of Prometheus' HTTP API that ask. */
public final class PrometheusRoutes {
    private static final String ROOT = "/api/v1/";
    private static final int MAX_BODY_BYTES = 10 << 20;

    private final MetricQueries queries;
    private final LabelQuestions labels;
    private final RuleDocuments rules;
    private final InstantSource clock;
    private final String version;
    private final AccessGate gate;
    private final Dispatcher dispatcher;

    public PrometheusRoutes(
            MetricQueries queries,
            SeriesReader series,
            RuleDocuments rules,
            InstantSource clock,
            String version,
            AccessGate gate,
            Dispatcher dispatcher) {
        this.queries = queries;
        this.labels = new LabelQuestions(series);
        this.rules = rules;
        this.clock = clock;
        this.version = version;
        this.gate = gate;
        this.dispatcher = dispatcher;
    }

    public void mount(Router router) {
        router.route(ROOT + "*").failureHandler(Dispatcher.unreadable(Envelope::failure));
        getAndPost(router, "query", this::query);
        getAndPost(router, "query_range", this::queryRange);
        getAndPost(router, "query_exemplars", exchange -> Envelope.document(List.of()));
        getAndPost(router, "format_query", this::formatQuery);
        getAndPost(router, "labels", this::labelNames);
        getAndPost(router, "series", this::series);
        get(router, "label/:name/values", this::labelValues);
        get(router, "metadata", exchange -> Envelope.document(Map.of()));
        get(
                router,
                "targets",
                exchange -> Envelope.document(Map.of("activeTargets", List.of(), "droppedTargets", List.of())));
        get(router, "rules", exchange -> Envelope.document(rules.rules()));
        get(router, "alerts", exchange -> Envelope.document(rules.alerts()));
        get(router, "status/buildinfo", exchange -> Envelope.document(buildInfo()));
        get(router, "status/flags", exchange -> Envelope.document(Map.of("query.lookback-delta", "5m")));
        get(router, "status/runtimeinfo", exchange -> Envelope.document(Map.of()));
        router.route(ROOT + "*").handler(dispatcher.handler(PrometheusRoutes::unknown, Envelope::failure));
    }

    private void get(Router router, String path, Dispatcher.Endpoint endpoint) {
        guard(router.get(ROOT + path));
        router.get(ROOT + path).handler(dispatcher.handler(endpoint, Envelope::failure));
    }

    private void getAndPost(Router router, String path, Dispatcher.Endpoint endpoint) {
        get(router, path, endpoint);
        guard(router.post(ROOT + path));
        router.post(ROOT + path)
                .handler(BodyHandler.create(false).setHandleFileUploads(false).setBodyLimit(MAX_BODY_BYTES))
                .handler(dispatcher.handler(endpoint, Envelope::failure));
    }

    private void guard(Route route) {
        route.handler(gate.require(AccessGate.Need.QUERY));
    }

    private Reply query(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        MetricQueries.Options options = parameters.options();
        return answer(queries.instant(parameters.query(), parameters.time(), options), parameters.limit());
    }

    private Reply queryRange(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        QueryParameters.Range range = parameters.range();
        MetricQueries.Options options = parameters.options();
        return answer(
                queries.range(parameters.query(), range.startMillis(), range.endMillis(), range.stepMillis(), options),
                parameters.limit());
    }

    private static Reply answer(MetricQueries.Answer answer, int limit) {
        Truncation.Truncated cut = Truncation.of(answer, limit);
        return Envelope.success(
                out -> {
                    out.writeStartObject();
                    new QueryValueJson(out).members(cut.value());
                    out.writeEndObject();
                },
                cut.warnings(),
                answer.infos());
    }

    private Reply formatQuery(Exchange exchange) {
        return Envelope.document(queries.formatted(new QueryParameters(exchange, clock).query()));
    }

    private Reply labelNames(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        return Truncation.list(
                labels.names(parameters.selections(queries), parameters.range(Long.MIN_VALUE)), parameters.limit());
    }

    private Reply labelValues(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        String name = LabelNameText.unescaped(exchange.path("name"));
        return Truncation.list(
                labels.values(name, parameters.selections(queries), parameters.range(Long.MIN_VALUE)),
                parameters.limit());
    }

    private Reply series(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        List<SeriesSelection> selections = parameters.selections(queries);
        if (selections.isEmpty()) {
            throw HttpProblem.badParameter("match[]", "no match[] parameter provided");
        }
        List<Map<String, String>> found =
                labels.series(selections).stream().map(Labels::toMap).toList();
        return Truncation.list(found, parameters.limit());
    }

    private Map<String, String> buildInfo() {
        return Map.of(
                "version", version, "revision", "", "branch", "", "buildUser", "", "buildDate", "", "goVersion", "");
    }

    private static Reply unknown(Exchange exchange) {
        return Envelope.error(404, "not_found", "not supported yet: " + exchange.requestPath());
    }
}
