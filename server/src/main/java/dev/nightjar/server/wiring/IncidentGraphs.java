package dev.nightjar.server.wiring;

import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.postmortem.FrozenGraph;
import dev.nightjar.postmortems.postmortem.GraphSource;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.deviation.RangeQuery;
import dev.nightjar.query.deviation.RangeQuery.Row;
import dev.nightjar.query.deviation.Signal;
import dev.nightjar.query.deviation.Signals;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The graphs that a postmortem keeps: what the service did, and in what its suspects stood out. */
public final class IncidentGraphs implements GraphSource {
    private static final Logger LOG = LoggerFactory.getLogger(IncidentGraphs.class);
    private static final int STEPS = 120;

    /** A graph of all instances and devices of an ordinary service; what is cut off is never the odd one out. */
    private static final int MOST_SERIES = 60;

    private final RangeQuery queries;

    public IncidentGraphs(RangeQuery queries) {
        this.queries = queries;
    }

    @Override
    public List<FrozenGraph> graphs(Incident incident, Instant from, Instant until) {
        long step = Math.max(5_000, Duration.between(from, until).toMillis() / STEPS / 1000 * 1000);
        long start = from.toEpochMilli() / step * step;
        long end = until.toEpochMilli() / step * step;
        String service = "service=\"" + incident.service() + "\"";
        List<FrozenGraph> graphs = new ArrayList<>();
        add(graphs, "Requests", "sum (rate(http_requests_total{" + service + "}[1m]))", "perSecond", start, end, step);
        add(
                graphs,
                "Failed requests",
                "sum (rate(http_requests_total{" + service + ", code=~\"5..\"}[1m])) / sum (rate(http_requests_total{"
                        + service + "}[1m]))",
                "ratio",
                start,
                end,
                step);
        add(
                graphs,
                "Latency, 95th percentile",
                "histogram_quantile(0.95, sum by (le) (rate(http_request_duration_seconds_bucket{" + service
                        + "}[1m])))",
                "seconds",
                start,
                end,
                step);
        incident.suspects().stream()
                .filter(suspect -> !suspect.instance().isEmpty())
                .limit(3)
                .forEach(suspect -> {
                    for (Signal signal : Signals.STANDARD) {
                        String own = service + ", instance=\"" + suspect.instance() + "\"";
                        if (signal.query(own, "1m").equals(suspect.query())) {
                            add(
                                    graphs,
                                    signal.title() + ", all instances",
                                    signal.query(service, "1m"),
                                    signal.quantity().jsonName(),
                                    start,
                                    end,
                                    step);
                        }
                    }
                });
        return graphs;
    }

    private void add(
            List<FrozenGraph> graphs, String title, String query, String unit, long start, long end, long step) {
        add(graphs, title, query, unit, "", start, end, step);
    }

    /** Keeps the graph; the series of {@code oddOne} come first, whatever the limit cuts off. */
    private void add(
            List<FrozenGraph> graphs,
            String title,
            String query,
            String unit,
            String oddOne,
            long start,
            long end,
            long step) {
        if (graphs.stream().anyMatch(graph -> graph.title().equals(title))) {
            return;
        }
        try {
            List<FrozenGraph.Series> series = queries.ask(query, start, end, step).stream()
                    .sorted(Comparator.comparing(
                            row -> !row.labels().get("instance").equals(oddOne)))
                    .limit(MOST_SERIES)
                    .map(IncidentGraphs::frozen)
                    .toList();
            graphs.add(new FrozenGraph(title, query, unit, start, step / 1000.0, series));
        } catch (QueryException e) {
            LOG.warn("the graph \"{}\" of a postmortem could not be made: {}", title, e.getMessage());
        }
    }

    private static FrozenGraph.Series frozen(Row row) {
        List<@Nullable Double> values = new ArrayList<>(row.values().length);
        Arrays.stream(row.values()).forEach(value -> values.add(Double.isFinite(value) ? value : null));
        return new FrozenGraph.Series(row.labels().toMap(), values);
    }
}
