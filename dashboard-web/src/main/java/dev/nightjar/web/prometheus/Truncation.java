package dev.nightjar.web.prometheus;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.promql.QueryResult;
import dev.nightjar.web.http.Reply;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The {@code limit} parameter: at most so many, and a warning where there were more. */
final class Truncation {
    private static final String WARNING = "results truncated due to limit";

    record Truncated(QueryValue value, List<String> warnings) {}

    private Truncation() {}

    static Truncated of(QueryResult answer, int limit) {
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

    private static Truncated cut(QueryValue value, QueryResult answer) {
        List<String> warnings = new ArrayList<>(answer.warnings());
        warnings.add(WARNING);
        return new Truncated(value, warnings);
    }

    static Reply list(List<String> items, int limit) {
        return list(items, limit, (out, item) -> out.writeString(item));
    }

    /** Writes each item where a generator stands. */
    @FunctionalInterface
    interface ItemWriter<T> {
        void write(JsonGenerator out, T item) throws IOException;
    }

    static <T> Reply list(List<T> items, int limit, ItemWriter<T> writer) {
        boolean cut = exceeds(items, limit);
        List<T> shown = cut ? items.subList(0, limit) : items;
        return Envelope.success(
                out -> {
                    out.writeStartArray();
                    for (T item : shown) {
                        writer.write(out, item);
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
