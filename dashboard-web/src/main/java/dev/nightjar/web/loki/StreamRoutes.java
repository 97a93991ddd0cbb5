package dev.nightjar.web.loki;

import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.ServiceName;
import dev.nightjar.web.http.Exchange;
import dev.nightjar.web.http.Reply;
import java.time.InstantSource;
import java.util.Set;
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
        router.query("labels", this::names);
        router.query("label", this::names);
        router.query("series", exchange -> LokiJson.series(streams(exchange)));
        router.query("label/:name/values", this::values);
    }

    private Set<Labels> streams(Exchange exchange) {
        Set<Labels> found = new TreeSet<>();
        for (LogSelection selection :
                new LokiParameters(exchange, clock).selections(queries, LokiParameters.LABEL_SPAN)) {
            found.addAll(logs.streams(selection));
        }
        return found;
    }

    private Reply names(Exchange exchange) {
        TreeSet<String> names = new TreeSet<>();
        for (Labels labels : streams(exchange)) {
            for (Label label : labels) {
                names.add(label.name());
            }
        }
        return LokiJson.names(names);
    }

    private Reply values(Exchange exchange) {
        String name = exchange.path("name");
        TreeSet<String> values = new TreeSet<>();
        for (Labels labels : streams(exchange)) {
            values.add(ServiceName.valueOf(name, labels));
        }
        values.remove("");
        return LokiJson.names(values);
    }
}
