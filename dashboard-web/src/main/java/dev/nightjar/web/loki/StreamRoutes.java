package dev.nightjar.web.loki;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.ServiceName;
import dev.nightjar.web.http.Exchange;
import java.time.InstantSource;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** Which streams, labels and values there are. */
final class StreamRoutes {
    private final LogQueries queries;
    private final LogReader logs;
    private final InstantSource clock;

    StreamRoutes(LogQueries queries, LogReader logs, InstantSource clock) {
        this.queries = queries;
        this.logs = logs;
        this.clock = clock;
    }

    void mount(LokiRouter router) {
        router.query("labels", exchange -> LokiJson.names(labelNames(exchange)));
        router.query("label", exchange -> LokiJson.names(labelNames(exchange)));
        router.query("series", exchange -> LokiJson.series(found(exchange)));
        router.query("label/:name/values", exchange -> LokiJson.names(labelValues(exchange)));
    }

    Set<Labels> found(Exchange exchange) {
        Set<Labels> found = new TreeSet<>();
        for (LogSelection selection :
                new LokiParameters(exchange, clock).selections(queries, LokiParameters.LABEL_SPAN)) {
            found.addAll(logs.streams(selection));
        }
        return found;
    }

    SortedSet<String> labelNames(Exchange exchange) {
        TreeSet<String> names = new TreeSet<>();
        for (Labels labels : found(exchange)) {
            for (Label label : labels) {
                names.add(label.name());
            }
        }
        return names;
    }

    SortedSet<String> labelValues(Exchange exchange) {
        String name = exchange.path("name");
        TreeSet<String> values = new TreeSet<>();
        for (Labels labels : found(exchange)) {
            values.add(ServiceName.valueOf(name, labels));
        }
        values.remove("");
        return values;
    }
}
