package dev.nightjar.query.promql;

import dev.nightjar.model.Labels;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.SeriesSelection;
import java.util.List;

/** A store behind another name, for tests that watch what is asked of it. */
abstract class ForwardingReader implements SeriesReader {
    private final SeriesReader store;

    ForwardingReader(SeriesReader store) {
        this.store = store;
    }

    @Override
    public SeriesCursor select(SeriesSelection selection) {
        return store.select(selection);
    }

    @Override
    public List<Labels> series(SeriesSelection selection) {
        return store.series(selection);
    }

    @Override
    public List<String> labelNames(SeriesSelection selection) {
        return store.labelNames(selection);
    }

    @Override
    public List<String> labelValues(String name, SeriesSelection selection) {
        return store.labelValues(name, selection);
    }
}
