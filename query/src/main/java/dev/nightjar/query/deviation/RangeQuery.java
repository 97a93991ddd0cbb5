package dev.nightjar.query.deviation;

import dev.nightjar.model.Labels;
import java.util.List;

/** Asks a PromQL range query. Bound to the engine where both are known. */
@FunctionalInterface
public interface RangeQuery {
    /** The series from {@code startMillis} to {@code endMillis}, both inside, one value a step, NaN where there is none. */
    List<Row> ask(String query, long startMillis, long endMillis, long stepMillis);

    /** One series of the answer. */
    record Row(Labels labels, double[] values) {}
}
