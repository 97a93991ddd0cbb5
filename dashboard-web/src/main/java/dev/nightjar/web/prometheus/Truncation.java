package dev.nightjar.web.prometheus;

import dev.nightjar.query.QueryValue;
import dev.nightjar.web.http.Reply;
import java.util.ArrayList;
import java.util.List;

/** The {@code limit} parameter: at most so many, and a warning where there were more. */
final class Truncation {
    private static final String WARNING = "results truncated due to limit";

    record Truncated(QueryValue value, List<String> warnings) {}

    private Truncation() {}

    static Truncated of(MetricQueries.Answer answer, int limit) {
        return switch (answer.value()) {
            case QueryValue.InstantVector vector
            when exceeds(vector.samples(), limit) ->
                cut(new QueryValue.InstantVector(vector.samples().subList(0, limit)), answer);
            case QueryValue.RangeMatrix matrix
            when exceeds(matrix.series(), limit) ->
                cut(new QueryValue.RangeMatrix(matrix.series().subList(0, limit)), answer);
            case QueryValue whole -> new Truncated(whole, answer.warnings());
        };
    }

    private static Truncated cut(QueryValue value, MetricQueries.Answer answer) {
        List<String> warnings = new ArrayList<>(answer.warnings());
        warnings.add(WARNING);
        return new Truncated(value, warnings);
    }

    static Reply list(List<?> items, int limit) {
        boolean cut = exceeds(items, limit);
        List<?> shown = cut ? items.subList(0, limit) : items;
        return Envelope.success(
                out -> {
                    out.writeStartArray();
                    for (Object item : shown) {
                        out.writePOJO(item);
                    }
                    out.writeEndArray();
                },
                cut ? List.of(WARNING) : List.of(),
                List.of());
    }

    private static boolean exceeds(List<?> items, int limit) {
        return limit > 0 && items.size() > limit;
    }
}
