package dev.nightjar.web.api;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.postmortems.Postmortems;
import dev.nightjar.web.access.AccessGate;
import dev.nightjar.web.access.AccessGate.Need;
import dev.nightjar.web.http.Dispatcher;
import dev.nightjar.web.http.Json;
import dev.nightjar.web.prometheus.MetricQueries;
import dev.nightjar.web.prometheus.RuleDocuments;
import io.vertx.ext.web.Router;
import java.time.InstantSource;
import java.util.Map;

/** {@code /nightjar/v1/*}: what the web interface shows and what people and programs do through it. */
public final class NightjarApi implements AutoCloseable {
    private final ViewRoutes views;
    private final ResponseRoutes responses;
    private final DutyRoutes duty;
    private final LiveStream live;
    private final Runnable flush;
    private final RuleDocuments rules;

    /** Shows what these know; none of it is closed here. {@code flush} blocks until all is at rest. */
    public NightjarApi(
            MetricQueries queries,
            SeriesReader series,
            LogReader logs,
            EventLog events,
            Alerting alerting,
            Postmortems postmortems,
            Runnable flush,
            InstantSource clock) {
        this(
                queries,
                series,
                logs,
                events,
                new AlertingAlarms(alerting),
                new PrometheusRules(alerting),
                postmortems,
                flush,
                clock);
    }

    NightjarApi(
            MetricQueries queries,
            SeriesReader series,
            LogReader logs,
            EventLog events,
            Alarms alarms,
            RuleDocuments rules,
            Postmortems postmortems,
            Runnable flush,
            InstantSource clock) {
        MetricAnswers metrics = new MetricAnswers(queries);
        ServiceCatalog catalog = new ServiceCatalog(series, metrics);
        Views shown = new Views(catalog, metrics, new Ranking(metrics), alarms, postmortems);
        this.views = new ViewRoutes(shown, clock);
        this.responses = new ResponseRoutes(
                postmortems, incident -> shown.graphs(incident, Span.around(incident, clock)), clock);
        this.duty = new DutyRoutes(alarms, postmortems, new FirstLines(logs, clock), shown, responses);
        this.live = new LiveStream(events);
        this.flush = flush;
        this.rules = rules;
    }

    public void mount(Router router, AccessGate gate, Dispatcher dispatcher) {
        ApiRouter api = new ApiRouter(router, gate, dispatcher);
        api.begin();
        views.mount(api);
        responses.mount(api);
        duty.mount(api);
        api.stream("events/stream", live::open);
        api.command("admin/flush", Need.OPERATE, exchange -> {
            flush.run();
            return Json.reply(Map.of("flushed", true));
        });
        api.rest();
    }

    /** The rules and alerts as Prometheus' API shows them. */
    public RuleDocuments rules() {
        return rules;
    }

    @Override
    public void close() {
        live.close();
    }
}
