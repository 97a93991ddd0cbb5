package dev.nightjar.web.prometheus;

import dev.nightjar.model.ExemplarReader;
import dev.nightjar.model.MetadataReader;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.target.TargetReader;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Reply;
import dev.nightjar.web.remoteread.RemoteRead;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.List;

/** {@code /api/v1/*} and {@code /federate}: Prometheus' HTTP API but for taking samples in. */
public final class PrometheusRoutes {
    /** What is asked. */
    public record Sources(
            MetricQueries queries,
            SeriesReader series,
            ExemplarReader exemplars,
            MetadataReader metadata,
            SeriesAdmin admin,
            RuleSource rules,
            TargetReader targets,
            ProgramFacts program) {}

    private final Sources sources;
    private final InstantSource clock;

    public PrometheusRoutes(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /**
     * @param queries bounds how many questions are worked on at one time
     * @param others for what is cheap
     */
    public void mount(Router router, AccessGate gate, Dispatcher queries, Dispatcher others) {
        PrometheusRouter api = new PrometheusRouter(router, gate, queries, others);
        api.begin();
        new QueryRoutes(sources.queries(), sources.exemplars(), clock).mount(api);
        new LabelRoutes(sources.queries(), sources.series(), sources.metadata(), clock).mount(api);
        new SearchRoutes(sources.queries(), sources.series(), sources.metadata(), clock).mount(api);
        new RuleRoutes(sources.rules(), sources.queries(), clock).mount(api);
        new AdminRoutes(sources.admin(), sources.queries(), clock).mount(api);
        new StatusRoutes(sources.program(), clock).mount(api);
        new TargetRoutes(sources.targets(), sources.queries()).mount(api);
        api.queryByPost("read", new RemoteRead(sources.series(), QueryLimits.DEFAULTS.maxHeld())::reply);
        List<PrometheusRouter.Mounted> described = api.mounted();
        String version = sources.program().version();
        api.get(
                "openapi.yaml",
                exchange -> Reply.text(200, "application/yaml", PrometheusOpenApi.yaml(described, version)));
        api.rest();
        new Federation(sources.queries(), sources.series(), sources.program().externalLabels(), clock)
                .mount(router, gate, queries);
    }
}
