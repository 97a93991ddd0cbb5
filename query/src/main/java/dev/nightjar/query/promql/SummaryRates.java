package dev.nightjar.query.promql;

import dev.nightjar.model.SampleSummaries;
import dev.nightjar.query.vector.Absent;

/** {@link Rates} over summaries, addition by addition the same. */
final class SummaryRates {
    private SummaryRates() {}

    static double extrapolated(SummaryWindow window, boolean counter, double seconds) {
        Extrapolation reach = new Extrapolation(
                window.startMillis(),
                window.endMillis(),
                window.samples(),
                window.firstMillis(),
                window.lastMillis(),
                0);
        if (!reach.isKnown()) {
            return Absent.VALUE;
        }
        double first = window.first();
        double change = window.last() - first;
        if (!counter) {
            return change * (reach.factor() / seconds);
        }
        change = withLosses(window, change);
        return SummaryFunction.isUnsure(change) ? change : change * (reach.factorOfCounter(first, change) / seconds);
    }

    /** Adds what was lost to resets, in their order: between rows, and within them where that is one number. */
    private static double withLosses(SummaryWindow window, double change) {
        SampleSummaries rows = window.rows();
        double total = change;
        boolean several = false;
        boolean whole = true;
        for (int row = window.from(); row < window.to(); row++) {
            if (row > window.from() && rows.first(row) < rows.last(row - 1)) {
                total += rows.last(row - 1);
            }
            if (rows.resets(row) > 0) {
                total += rows.loss(row);
                several |= rows.resets(row) > 1;
            }
            whole &= rows.sumIsExact(row);
        }
        // several at once can be rounded otherwise than one by one, unless all are whole numbers
        return several && !(whole && total < SampleSummaries.EXACT_BELOW) ? SummaryFunction.UNSURE : total;
    }
}
