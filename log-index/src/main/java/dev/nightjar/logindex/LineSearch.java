package dev.nightjar.logindex;

import dev.nightjar.model.LogSelection.LineFilter;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A selection's filters, made ready to be asked of many blocks. Thread-safe. */
final class LineSearch {
    /** A filter over needles. */
    private sealed interface Condition {
        record One(Needle needle) implements Condition {}

        record AnyOf(List<Condition> alternatives) implements Condition {}
    }

    private final List<Condition> conditions;

    LineSearch(List<LineFilter> filters) {
        this.conditions = filters.stream().map(LineSearch::condition).toList();
    }

    private static Condition condition(LineFilter filter) {
        return switch (filter) {
            case LineFilter.Contains contains -> new Condition.One(new Needle(contains.text(), contains.foldCase()));
            case LineFilter.AnyOf any ->
                new Condition.AnyOf(
                        any.alternatives().stream().map(LineSearch::condition).toList());
        };
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    /** Whether every needle can be asked of single rows. */
    boolean isWithinRows() {
        return conditions.stream().allMatch(LineSearch::isWithinRows);
    }

    private static boolean isWithinRows(Condition condition) {
        return switch (condition) {
            case Condition.One one -> one.needle().isWithinRows();
            case Condition.AnyOf any -> any.alternatives().stream().allMatch(LineSearch::isWithinRows);
        };
    }

    /** The lines that fulfil all filters; null where there is no filter. */
    @Nullable
    BitSet in(Lines lines) {
        return matching(needle -> needle.in(lines));
    }

    /** The lines that fulfil all filters, given the lines that contain a needle; null where there is no filter. */
    @Nullable
    BitSet matching(Function<Needle, BitSet> containing) {
        BitSet all = null;
        for (Condition condition : conditions) {
            BitSet some = matching(condition, containing);
            if (all == null) {
                all = some;
            } else {
                all.and(some);
            }
            if (all.isEmpty()) {
                return all;
            }
        }
        return all;
    }

    private static BitSet matching(Condition condition, Function<Needle, BitSet> containing) {
        return switch (condition) {
            case Condition.One one -> containing.apply(one.needle());
            case Condition.AnyOf any -> {
                BitSet union = new BitSet();
                any.alternatives().forEach(alternative -> union.or(matching(alternative, containing)));
                yield union;
            }
        };
    }
}
