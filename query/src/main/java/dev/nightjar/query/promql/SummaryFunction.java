package dev.nightjar.query.promql;

import dev.nightjar.model.SampleSummaries;
import dev.nightjar.query.vector.Absent;
import java.util.Map;
import java.util.Optional;

/** Makes of a window's summaries the very number that its samples would give, or says that it cannot. */
@FunctionalInterface
interface SummaryFunction {
    /** What stands for "only the samples can tell": a NaN that no calculation makes. */
    long UNSURE_BITS = 0x7ff8_0000_0000_5a5aL;

    double UNSURE = Double.longBitsToDouble(UNSURE_BITS);

    /** The window is not empty. */
    double apply(SummaryWindow window);

    static boolean isUnsure(double value) {
        return Double.doubleToRawLongBits(value) == UNSURE_BITS;
    }

    static Optional<SummaryFunction> named(String name) {
        return Optional.ofNullable(Known.ALL.get(name));
    }

    /** By the name of the function over samples. */
    final class Known {
        private static final Map<String, SummaryFunction> ALL = Map.ofEntries(
                Map.entry("count_over_time", SummaryWindow::samples),
                Map.entry("present_over_time", window -> 1),
                Map.entry("first_over_time", SummaryWindow::first),
                Map.entry("last_over_time", SummaryWindow::last),
                Map.entry("ts_of_first_over_time", window -> window.firstMillis() / 1000.0),
                Map.entry("ts_of_last_over_time", window -> window.lastMillis() / 1000.0),
                Map.entry("min_over_time", Known::min),
                Map.entry("max_over_time", Known::max),
                Map.entry("sum_over_time", Known::sum),
                Map.entry("avg_over_time", Known::average),
                Map.entry("delta", window -> SummaryRates.extrapolated(window, false, 1)),
                Map.entry("increase", window -> SummaryRates.extrapolated(window, true, 1)),
                Map.entry("rate", window -> SummaryRates.extrapolated(window, true, window.seconds())));

        private Known() {}

        private static double min(SummaryWindow window) {
            SampleSummaries rows = window.rows();
            double best = rows.least(window.from());
            for (int row = window.from() + 1; row < window.to(); row++) {
                double value = rows.least(row);
                if (value < best || Double.isNaN(best)) {
                    best = value;
                }
            }
            return Absent.canonical(best);
        }

        private static double max(SummaryWindow window) {
            SampleSummaries rows = window.rows();
            double best = rows.greatest(window.from());
            for (int row = window.from() + 1; row < window.to(); row++) {
                double value = rows.greatest(row);
                if (value > best || Double.isNaN(best)) {
                    best = value;
                }
            }
            return Absent.canonical(best);
        }

        private static double sum(SummaryWindow window) {
            double sum = 0;
            for (int row = window.from(); row < window.to(); row++) {
                sum += window.rows().sum(row);
            }
            return sum < SampleSummaries.EXACT_BELOW ? sum : UNSURE;
        }

        private static double average(SummaryWindow window) {
            double sum = sum(window);
            return isUnsure(sum) ? sum : sum / window.samples();
        }
    }
}
