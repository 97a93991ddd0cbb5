package dev.nightjar.logindex;

import dev.nightjar.model.LineTest;
import dev.nightjar.model.LogSelection.LineFilter;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A selection's filters, made ready to be asked of many blocks. Thread-safe. */
final class LineSearch {
    /** A filter over needles and tests. */
    private sealed interface Condition {
        record Contains(Needle needle) implements Condition {}

        record Passes(TestWalk.Idle test) implements Condition {}

        record Not(Condition other) implements Condition {}

        record AnyOf(List<Condition> alternatives) implements Condition {}
    }

    /** Lines that can be searched. */
    interface Searched {
        int lines();

        BitSet containing(Needle needle);

        /** {@code among}: the lines that matter; null where all do. */
        BitSet passing(TestWalk.Idle test, @Nullable BitSet among);
    }

    /** Needles first: they cost less, and what they leave out need not be tested. */
    private final List<Condition> conditions;

    private final Runnable check;

    LineSearch(List<LineFilter> filters) {
        this(filters, () -> {});
    }

    /** {@code check} is called now and then while lines are tested; what it throws ends the search. */
    LineSearch(List<LineFilter> filters, Runnable check) {
        this.check = check;
        this.conditions = filters.stream()
                .map(LineSearch::condition)
                .sorted(Comparator.comparing(LineSearch::tests))
                .toList();
    }

    private static Condition condition(LineFilter filter) {
        return switch (filter) {
            case LineFilter.Contains contains ->
                new Condition.Contains(new Needle(contains.text(), contains.foldCase()));
            case LineFilter.Passes passes -> new Condition.Passes(new TestWalk.Idle(passes.test()));
            case LineFilter.Not not -> new Condition.Not(condition(not.other()));
            case LineFilter.AnyOf any ->
                new Condition.AnyOf(
                        any.alternatives().stream().map(LineSearch::condition).toList());
        };
    }

    private static boolean tests(Condition condition) {
        return switch (condition) {
            case Condition.Contains _ -> false;
            case Condition.Passes _ -> true;
            case Condition.Not not -> tests(not.other());
            case Condition.AnyOf any -> any.alternatives().stream().anyMatch(LineSearch::tests);
        };
    }

    Runnable check() {
        return check;
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
            case Condition.Contains contains -> contains.needle().isWithinRows();
            case Condition.Passes _ -> true;
            case Condition.Not not -> isWithinRows(not.other());
            case Condition.AnyOf any -> any.alternatives().stream().allMatch(LineSearch::isWithinRows);
        };
    }

    /** Whether by their templates alone lines may fulfil the filters, all of which are within rows. */
    boolean mayMatch(BlockShapes shapes) {
        return conditions.stream().allMatch(condition -> mayMatch(condition, shapes));
    }

    private static boolean mayMatch(Condition condition, BlockShapes shapes) {
        return switch (condition) {
            case Condition.Contains contains -> shapes.mayHold(contains.needle());
            case Condition.Passes passes -> shapes.mayAnswerOtherwise(passes.test(), LineTest.Walk.FAILS);
            case Condition.Not(Condition.Passes passes) ->
                shapes.mayAnswerOtherwise(passes.test(), LineTest.Walk.PASSES);
            case Condition.Not _ -> true;
            case Condition.AnyOf any ->
                any.alternatives().stream().anyMatch(alternative -> mayMatch(alternative, shapes));
        };
    }

    /** The lines that fulfil all filters; null where there is no filter. */
    @Nullable
    BitSet in(Lines lines) {
        return matching(new SearchedLines(lines, check));
    }

    /** The same. */
    @Nullable
    BitSet matching(Searched lines) {
        BitSet all = null;
        for (Condition condition : conditions) {
            BitSet some = matching(condition, lines, all);
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

    /** Of lines that are not {@code among} those that matter it may tell anything. */
    private static BitSet matching(Condition condition, Searched lines, @Nullable BitSet among) {
        return switch (condition) {
            case Condition.Contains contains -> lines.containing(contains.needle());
            case Condition.Passes passes -> lines.passing(passes.test(), among);
            case Condition.Not not -> {
                BitSet others = new BitSet(lines.lines());
                others.set(0, lines.lines());
                others.andNot(matching(not.other(), lines, among));
                yield others;
            }
            case Condition.AnyOf any -> {
                BitSet union = new BitSet();
                any.alternatives().forEach(alternative -> union.or(matching(alternative, lines, among)));
                yield union;
            }
        };
    }
}
