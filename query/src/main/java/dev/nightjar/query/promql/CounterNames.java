package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.query.Annotations;
import java.util.List;

/** Says of what is asked for its rate and has no counter's name that it may be none; neighbours mostly have one name. */
final class CounterNames {
    private static final List<String> SUFFIXES = List.of("_total", "_sum", "_count", "_bucket");

    private final Annotations.Place place;
    private String last = "";

    CounterNames(Annotations.Place place) {
        this.place = place;
    }

    void look(Labels labels) {
        String metric = labels.metricName();
        if (metric.equals(last)) {
            return;
        }
        last = metric;
        if (SUFFIXES.stream().noneMatch(metric::endsWith)) {
            place.info("metric might not be a counter, name does not end in _total/_sum/_count/_bucket: \"" + metric
                    + "\"");
        }
    }
}
