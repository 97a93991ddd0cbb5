package dev.nightjar.server.wiring;

import dev.nightjar.query.QueryValue;
import dev.nightjar.query.deviation.RangeQuery;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Range queries with one value a step. */
public final class PromQlRange implements RangeQuery {
    private final PromQl promQl;

    public PromQlRange(PromQl promQl) {
        this.promQl = promQl;
    }

    @Override
    public List<Row> ask(String query, long startMillis, long endMillis, long stepMillis) {
        QueryValue value = promQl.prepare(query)
                .range(startMillis, endMillis, stepMillis, QueryOptions.defaults())
                .value();
        int steps = Math.toIntExact((endMillis - startMillis) / stepMillis + 1);
        List<Row> rows = new ArrayList<>();
        if (value instanceof QueryValue.RangeMatrix matrix) {
            for (QueryValue.Series series : matrix.series()) {
                double[] row = new double[steps];
                Arrays.fill(row, Double.NaN);
                for (int i = 0; i < series.size(); i++) {
                    row[(int) ((series.timesMillis()[i] - startMillis) / stepMillis)] = series.values()[i];
                }
                rows.add(new Row(series.labels(), row));
            }
        }
        return rows;
    }
}
