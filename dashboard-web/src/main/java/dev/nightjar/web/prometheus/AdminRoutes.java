package dev.nightjar.web.prometheus;

import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesAdmin;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.SeriesStatistics;
import dev.nightjar.model.TimeRange;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.HttpProblem;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Looking after what is stored: deleting, freeing, snapshots, and where series come from. */
final class AdminRoutes {
    private static final int USUAL_LIMIT = 10;
    private static final int GREATEST_LIMIT = 10_000;

    private record Count(String name, long value) {}

    private final SeriesAdmin store;
    private final MetricQueries queries;
    private final InstantSource clock;

    AdminRoutes(SeriesAdmin store, MetricQueries queries, InstantSource clock) {
        this.store = store;
        this.queries = queries;
        this.clock = clock;
    }

    void mount(PrometheusRouter router) {
        router.administer("admin/tsdb/delete_series", this::delete);
        router.administer("admin/tsdb/clean_tombstones", exchange -> {
            store.cleanTombstones();
            return Envelope.nothing();
        });
        router.administer("admin/tsdb/snapshot", this::snapshot);
        router.queryByGet("status/tsdb", this::statistics);
        // there are no blocks: days lie in one store
        router.get("status/tsdb/blocks", exchange -> Envelope.document(Map.of("blocks", List.of())));
    }

    /** All selectors are read before the first sample is deleted. */
    private Reply delete(Exchange exchange) {
        QueryParameters parameters = new QueryParameters(exchange, clock);
        List<List<Matcher>> matchers = parameters.someMatchers(queries);
        TimeRange range = parameters.bounds();
        store.delete(
                matchers.stream().map(each -> new SeriesSelection(each, range)).toList());
        return Envelope.nothing();
    }

    private Reply snapshot(Exchange exchange) {
        boolean skipHead = new QueryParameters(exchange, clock).flag("skip_head", false);
        return Envelope.document(Map.of("name", store.snapshot(skipHead)));
    }

    private Reply statistics(Exchange exchange) {
        SeriesStatistics found = store.statistics(limit(exchange));
        Map<String, Object> head = new LinkedHashMap<>();
        head.put("numSeries", found.active());
        head.put("numLabelPairs", found.labelPairs());
        head.put("chunkCount", found.openChunks());
        head.put("minTime", found.oldestMillis());
        head.put("maxTime", found.newestMillis());
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("headStats", head);
        document.put("seriesCountByMetricName", counts(found.seriesByMetric()));
        document.put("labelValueCountByLabelName", counts(found.valuesByLabel()));
        document.put("memoryInBytesByLabelName", counts(found.bytesByLabel()));
        document.put("seriesCountByLabelValuePair", counts(found.seriesByPair()));
        document.put("seriesCountBySource", counts(found.seriesBySource()));
        return Envelope.document(document);
    }

    private static int limit(Exchange exchange) {
        try {
            int limit = exchange.parameter("limit").map(Integer::parseInt).orElse(USUAL_LIMIT);
            if (limit > GREATEST_LIMIT) {
                throw new HttpProblem(400, "limit must not exceed " + GREATEST_LIMIT, null, null);
            }
            if (limit >= 1) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new HttpProblem(400, "limit must be a positive number", null, null);
    }

    private static List<Count> counts(List<SeriesStatistics.Count> counts) {
        return counts.stream().map(one -> new Count(one.name(), one.count())).toList();
    }
}
