package dev.nightjar.query.promql;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.histogram.HistogramMean;
import dev.nightjar.query.histogram.HistogramSum;
import dev.nightjar.query.histogram.RunningHistogram;
import dev.nightjar.query.vector.StepColumns;
import java.util.function.Function;

/*
 * Functions over ranges see numbers and histograms of a window apart. Those that add up or compare cannot deal with
 * both in one window and say so; those that look at single samples take them in their order; the rest look at the
 * numbers only.
 */
/** What one range function makes of windows with native histograms. */
final class HistogramWindows {
    /** A function over the numbers of a window, as it is without histograms. */
    private final Windows.StepFunction ofNumbers;

    private final String function;

    HistogramWindows(String function, Windows.StepFunction ofNumbers) {
        this.function = function;
        this.ofNumbers = ofNumbers;
    }

    /** Puts what comes out, if anything, to {@code to} at {@code step}. */
    void apply(Window window, int step, RangeNotes notes, StepColumns to) {
        switch (function) {
            case "rate", "increase", "delta" -> rate(window, step, notes, to);
            case "irate", "idelta" -> instant(window, step, notes, to);
            case "sum_over_time" -> total(window, step, HistogramSum::new, notes, to);
            case "avg_over_time" -> total(window, step, HistogramMean::new, notes, to);
            case "count_over_time" ->
                to.put(step, window.count() + window.histograms().count());
            case "present_over_time", "absent_over_time" -> to.put(step, 1);
            case "first_over_time" -> MixedSamples.all(window).putFirst(step, to);
            case "last_over_time" -> MixedSamples.all(window).putLast(step, to);
            case "ts_of_first_over_time" ->
                to.put(step, MixedSamples.all(window).firstMillis() / 1000.0);
            case "ts_of_last_over_time" -> to.put(step, MixedSamples.all(window).lastMillis() / 1000.0);
            case "changes" -> to.put(step, MixedSamples.all(window).changes());
            case "resets" -> to.put(step, MixedSamples.all(window).resets());
            case "double_exponential_smoothing" -> smooth(window, step, notes, to);
            case String ignored -> numbers(window, step, notes, to);
        }
    }

    private void rate(Window window, int step, RangeNotes notes, StepColumns to) {
        if (window.count() > 0) {
            notes.mixedWithNumbers();
            return;
        }
        boolean counter = !function.equals("delta");
        if (counter && window.histograms().startsOverlap()) {
            notes.startsOverlap();
        }
        double seconds = function.equals("rate") ? (window.endMillis() - window.startMillis()) / 1000.0 : 1;
        HistogramRates.extrapolated(window, counter, seconds, notes).ifPresent(result -> to.put(step, result));
    }

    private void instant(Window window, int step, RangeNotes notes, StepColumns to) {
        MixedSamples two = MixedSamples.lastTwo(window);
        if (two.size() < 2) {
            return;
        }
        NativeHistogram before = two.histogram(0);
        NativeHistogram last = two.histogram(1);
        if (before == null && last == null) {
            to.put(step, ofNumbers.apply(window, step));
        } else if (before == null || last == null) {
            notes.mixedWithNumbers();
        } else {
            HistogramRates.instant(window.histograms(), function.equals("irate"), notes)
                    .ifPresent(result -> to.put(step, result));
        }
    }

    private static void total(
            Window window,
            int step,
            Function<NativeHistogram, RunningHistogram> begin,
            RangeNotes notes,
            StepColumns to) {
        if (window.count() > 0) {
            notes.mixedWithNumbers();
            return;
        }
        RunningHistogram total =
                begin.apply(window.histograms().get(window.histograms().from()));
        for (int i = window.histograms().from() + 1; i < window.histograms().to(); i++) {
            if (!total.add(window.histograms().get(i))) {
                notes.mixedLayouts();
                return;
            }
        }
        if (total.resetsCollide()) {
            notes.resetsCollide();
        }
        if (total.reconciled()) {
            notes.reconciled("aggregation");
        }
        to.put(step, total.value());
    }

    /** Its factors are checked even where there are no numbers to be smoothed. */
    private void smooth(Window window, int step, RangeNotes notes, StepColumns to) {
        double smoothed = ofNumbers.apply(window, step);
        if (window.count() > 0) {
            notes.histogramsIgnored();
            to.put(step, smoothed);
        }
    }

    private void numbers(Window window, int step, RangeNotes notes, StepColumns to) {
        if (window.count() > 0) {
            notes.histogramsIgnored();
            to.put(step, ofNumbers.apply(window, step));
        }
    }
}
