package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.query.histogram.Combined;
import dev.nightjar.query.histogram.HistogramArithmetic;
import java.util.Optional;

/** How fast a native histogram grew over a window. Results are gauges. */
final class HistogramRates {
    private HistogramRates() {}

    /** As {@link Rates#increase}, or for gauges as {@link Rates#delta}, per so many seconds. */
    static Optional<NativeHistogram> extrapolated(Window window, boolean counter, double seconds, RangeNotes notes) {
        WindowHistograms histograms = window.histograms();
        Extrapolation reach = new Extrapolation(
                window.startMillis(),
                window.endMillis(),
                histograms.count(),
                histograms.time(histograms.from()),
                histograms.time(histograms.to() - 1),
                counter ? histograms.start(histograms.from()) : 0);
        Optional<NativeHistogram> change =
                histograms.count() < 2 ? Optional.empty() : change(histograms, counter, notes);
        if (!reach.isKnown() || (histograms.count() > 1 && change.isEmpty())) {
            return Optional.empty();
        }
        NativeHistogram first = histograms.first();
        double grown = change.map(NativeHistogram::count).orElse(0.0);
        double factor = (counter ? reach.factorOfCounter(first.count(), grown) : reach.factor()) / seconds;
        if (reach.beganInside()) {
            change = change.isEmpty()
                    ? Optional.of(gauge(first))
                    : added(change.get(), first, notes).map(HistogramRates::gauge);
        }
        return change.map(known -> HistogramArithmetic.multiply(known, factor));
    }

    private static Optional<NativeHistogram> change(WindowHistograms histograms, boolean counter, RangeNotes notes) {
        NativeHistogram first = histograms.first();
        NativeHistogram last = histograms.last();
        noteKind(first, last, counter, notes);
        // What was counted before a reset right after the first sample does not matter, nor in which layout it was.
        int second = histograms.from() + 1;
        boolean firstIsLost = counter && histograms.restarted(second);
        NativeHistogram base = firstIsLost ? HistogramArithmetic.emptyLike(histograms.get(second)) : first;
        if (last.hasCustomBounds() != base.hasCustomBounds() || (counter && !haveLayoutOf(base, histograms, notes))) {
            notes.mixedLayouts();
            return Optional.empty();
        }
        int schema = counter ? coarsestSchema(base, histograms) : Math.min(base.schema(), last.schema());
        Optional<NativeHistogram> change =
                noted(HistogramArithmetic.subtract(last.toSchema(schema), base), "subtraction", notes);
        for (int i = firstIsLost ? second + 1 : second; counter && i < histograms.to() && change.isPresent(); i++) {
            if (histograms.restarted(i)) {
                change = added(change.get(), histograms.get(i - 1), notes);
            }
        }
        return change.map(HistogramRates::gauge);
    }

    private static Optional<NativeHistogram> added(NativeHistogram to, NativeHistogram lost, RangeNotes notes) {
        Optional<Combined> sum = HistogramArithmetic.add(to, lost);
        if (sum.isEmpty()) {
            notes.mixedLayouts();
        }
        return noted(sum, "addition", notes);
    }

    private static void noteKind(NativeHistogram first, NativeHistogram last, boolean counter, RangeNotes notes) {
        if (counter && (isGauge(first) || isGauge(last))) {
            notes.notACounter();
        }
        if (!counter && !(isGauge(first) && isGauge(last))) {
            notes.notAGauge();
        }
    }

    private static boolean haveLayoutOf(NativeHistogram base, WindowHistograms histograms, RangeNotes notes) {
        for (int i = histograms.from() + 1; i < histograms.to() - 1; i++) {
            NativeHistogram histogram = histograms.get(i);
            if (isGauge(histogram)) {
                notes.notACounter();
            }
            if (histogram.hasCustomBounds() != base.hasCustomBounds()) {
                return false;
            }
        }
        return true;
    }

    private static int coarsestSchema(NativeHistogram base, WindowHistograms histograms) {
        int schema = base.schema();
        for (int i = histograms.from() + 1; i < histograms.to(); i++) {
            schema = Math.min(schema, histograms.get(i).schema());
        }
        return schema;
    }

    /** From the last but one to the last, for a counter per second. */
    static Optional<NativeHistogram> instant(WindowHistograms histograms, boolean counter, RangeNotes notes) {
        int index = histograms.to() - 1;
        NativeHistogram last = histograms.get(index);
        NativeHistogram before = histograms.get(index - 1);
        noteKind(before, last, counter, notes);
        Optional<NativeHistogram> change = Optional.of(last);
        if (!counter || !histograms.restarted(index)) {
            Optional<Combined> difference = HistogramArithmetic.subtract(last, before);
            if (difference.isEmpty()) {
                notes.mixedLayouts();
            }
            change = noted(difference, "subtraction", notes);
        }
        double seconds = (histograms.time(index) - histograms.time(index - 1)) / 1000.0;
        return change.map(HistogramRates::gauge)
                .map(grown -> counter ? HistogramArithmetic.divide(grown, seconds) : grown);
    }

    private static Optional<NativeHistogram> noted(Optional<Combined> result, String operation, RangeNotes notes) {
        if (result.isPresent() && result.get().reconciled()) {
            notes.reconciled(operation);
        }
        return result.map(Combined::histogram);
    }

    private static boolean isGauge(NativeHistogram histogram) {
        return histogram.resetHint() == ResetHint.GAUGE;
    }

    private static NativeHistogram gauge(NativeHistogram histogram) {
        return HistogramArithmetic.withHint(histogram, ResetHint.GAUGE);
    }
}
