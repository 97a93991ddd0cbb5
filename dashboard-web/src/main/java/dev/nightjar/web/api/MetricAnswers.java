package dev.nightjar.web.api;

import dev.nightjar.model.Labels;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.deviation.RangeQuery;
import dev.nightjar.web.prometheus.MetricQueries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the questions of the views. A question that fails leaves its part of the view empty, not the whole. */
final class MetricAnswers implements RangeQuery {
    private static final Logger LOG = LoggerFactory.getLogger(MetricAnswers.class);

    private final MetricQueries queries;

    MetricAnswers(MetricQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Row> ask(String query, long startMillis, long endMillis, long stepMillis) {
        QueryValue value;
        try {
            value = queries.range(query, startMillis, endMillis, stepMillis, MetricQueries.Options.ofViews())
                    .value();
        } catch (QueryException e) {
            LOG.warn("a view's query failed: {}: {}", query, e.getMessage());
            return List.of();
        }
        int steps = Math.toIntExact((endMillis - startMillis) / stepMillis + 1);
        List<Row> rows = new ArrayList<>();
        if (value instanceof QueryValue.RangeMatrix matrix) {
            for (QueryValue.Series series : matrix.series()) {
                double[] values = new double[steps];
                Arrays.fill(values, Double.NaN);
                for (int i = 0; i < series.size(); i++) {
                    values[Math.toIntExact((series.timesMillis()[i] - startMillis) / stepMillis)] = series.values()[i];
                }
                rows.add(new Row(series.labels(), values));
            }
        }
        return rows;
    }

    /** The present number of each series that has one. */
    Map<Labels, Double> now(String query, long atMillis) {
        Map<Labels, Double> values = new LinkedHashMap<>();
        try {
            QueryValue value = queries.instant(query, atMillis, MetricQueries.Options.ofViews())
                    .value();
            if (value instanceof QueryValue.InstantVector vector) {
                vector.samples().stream()
                        .filter(sample -> sample.histogram() == null)
                        .forEach(sample -> values.put(sample.labels(), sample.value()));
            }
        } catch (QueryException e) {
            LOG.warn("a view's query failed: {}: {}", query, e.getMessage());
        }
        return values;
    }
}
