package dev.nightjar.query.combined;

import dev.nightjar.query.vector.AggregationOp;
import dev.nightjar.query.vector.BinaryOp;
import dev.nightjar.query.vector.Grouping;
import dev.nightjar.query.vector.VectorMatching;
import java.util.Locale;
import java.util.Optional;

/** A parsed combined query. Offsets are characters from the query's beginning. */
sealed interface Expr {
    int offset();

    record Literal(int offset, double value) implements Expr {}

    /** {@code promql(…)} or {@code logql(…)}: a query within. {@code offset} is where its text begins. */
    record Part(int offset, Language language, String text) implements Expr {
        enum Language {
            PROMQL,
            LOGQL;

            String symbol() {
                return name().toLowerCase(Locale.ROOT);
            }
        }
    }

    record Binary(int offset, BinaryOp op, boolean bool, VectorMatching matching, Expr left, Expr right)
            implements Expr {}

    /** {@code sum by (a) (…)}; the parameter is a number per step. */
    record Aggregate(int offset, AggregationOp op, Grouping grouping, Optional<Expr> parameter, Expr operand)
            implements Expr {}

    record Negative(int offset, Expr operand) implements Expr {}
}
