package dev.nightjar.query.logql;

import dev.nightjar.model.Matcher;
import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.Grouping;
import dev.nightjar.query.vector.VectorMatching;
import java.util.List;
import java.util.Optional;

/** A parsed query. Offsets are characters from the query's beginning; durations are nanoseconds. */
sealed interface Expression {
    int offset();

    /** Lines: a selector and what happens to the lines it selects. */
    record Lines(int offset, List<Matcher> matchers, List<Stage> stages) implements Expression {
        public Lines {
            matchers = List.copyOf(matchers);
            stages = List.copyOf(stages);
        }
    }

    /** Values. */
    sealed interface Metric extends Expression {}

    /**
     * {@code rate({app="a"} | json [5m] offset 1h) by (x)}.
     *
     * @param parameter of quantile_over_time
     * @param shiftNanos what {@code offset} says; positive looks back
     */
    record RangeAggregation(
            int offset,
            RangeFunction function,
            Optional<Double> parameter,
            Lines lines,
            Optional<Unwrap> unwrap,
            long rangeNanos,
            long shiftNanos,
            Optional<Grouping> grouping)
            implements Metric {}

    /** {@code | unwrap duration(x) | __error__=""}: the label, what to make of it, and filters after it. */
    record Unwrap(int offset, String label, Conversion conversion, List<Stage> after) {
        enum Conversion {
            NUMBER(""),
            DURATION("duration"),
            DURATION_SECONDS("duration_seconds"),
            BYTES("bytes");

            private final String symbol;

            Conversion(String symbol) {
                this.symbol = symbol;
            }

            /** Empty where the value is a plain number. */
            String symbol() {
                return symbol;
            }
        }
    }

    /**
     * {@code sum by (a) (…)}.
     *
     * @param approximate written {@code approx_topk}, which may be answered exactly
     */
    record VectorAggregation(
            int offset,
            AggregationOp op,
            boolean approximate,
            Optional<Double> parameter,
            Grouping grouping,
            Metric operand)
            implements Metric {
        String symbol() {
            return approximate ? "approx_" + op.symbol() : op.symbol();
        }
    }

    record Sort(int offset, boolean descending, Metric operand) implements Metric {}

    record Binary(int offset, BinaryOp op, boolean bool, VectorMatching matching, Metric left, Metric right)
            implements Metric {}

    record LabelReplace(int offset, Metric operand, String target, String replacement, String source, String regex)
            implements Metric {}

    record Literal(int offset, double value) implements Metric {}

    record Vector(int offset, double value) implements Metric {}
}
