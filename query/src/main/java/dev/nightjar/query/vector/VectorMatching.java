package dev.nightjar.query.vector;

import java.util.List;
import java.util.Optional;

/**
 * How series of two vectors find each other.
 *
 * @param on whether {@code labels} are those to match on rather than those to ignore
 * @param include labels of the "one" side that the result takes over
 * @param fillLeft value for a missing left side
 * @param fillRight value for a missing right side
 */
public record VectorMatching(
        Cardinality cardinality,
        boolean on,
        List<String> labels,
        List<String> include,
        Optional<Double> fillLeft,
        Optional<Double> fillRight) {
    public enum Cardinality {
        ONE_TO_ONE,
        /** {@code group_left}. */
        MANY_TO_ONE,
        /** {@code group_right}. */
        ONE_TO_MANY,
        /** What set operators do. */
        MANY_TO_MANY
    }

    /** All labels must be equal but the metric's name. */
    public static final VectorMatching DEFAULT =
            new VectorMatching(Cardinality.ONE_TO_ONE, false, List.of(), List.of(), Optional.empty(), Optional.empty());

    public VectorMatching {
        labels = List.copyOf(labels);
        include = List.copyOf(include);
    }

    public VectorMatching withCardinality(Cardinality other) {
        return new VectorMatching(other, on, labels, include, fillLeft, fillRight);
    }

    /**
     * A function from a series' labels to what must be equal on both sides: never the metric's name, but its type and
     * unit as any other label, since what differs in them is not to be compared by mistake.
     */
    Grouping.Key signature() {
        return new Grouping(!on, labels).key();
    }
}
