package dev.nightjar.query.promql;

import dev.nightjar.model.SeriesReader;
import dev.nightjar.query.Annotations;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryBudget;
import dev.nightjar.query.QueryException;
import java.util.Optional;

/** What holds for the whole of one evaluation, subqueries included. Times in milliseconds. */
record QueryScope(
        SeriesReader reader,
        SecondReaders secondReaders,
        QueryBudget budget,
        Annotations annotations,
        long startMillis,
        long endMillis,
        long stepMillis,
        long lookbackMillis,
        long subqueryStepMillis,
        boolean summaries,
        ResetDetection resets,
        Optional<PlanRecorder> recorder) {
    /** The length of {@code duration} in this query. */
    long millis(DurationExpr duration) {
        double step = stepMillis / 1000.0;
        double range = (endMillis - startMillis) / 1000.0;
        if (!(Math.abs(duration.seconds(step, range)) <= Numbers.MAX_DURATION_SECONDS)) {
            throw unusable("duration " + DurationPrinter.print(duration) + " is out of range");
        }
        return duration.millis(step, range);
    }

    /** As {@link #millis}, for what must be longer than nothing. */
    long positiveMillis(DurationExpr duration) {
        long millis = millis(duration);
        if (millis <= 0) {
            throw unusable("duration must be greater than 0, found " + millis / 1000.0 + " s from "
                    + DurationPrinter.print(duration));
        }
        return millis;
    }

    /** What is wrong with a length is wrong with the query, though it shows only when its step and range are known. */
    private static QueryException unusable(String message) {
        return new QueryException(ErrorKind.BAD_DATA, message);
    }

    Annotations.Place at(Expr expr) {
        return annotations.at(expr.span().start());
    }
}
