package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;

/** A sum or a mean of native histograms under way. */
public sealed interface RunningHistogram permits HistogramSum, HistogramMean {
    /** False, and nothing is added, if one is exponential and the other has bounds of its own. */
    boolean add(NativeHistogram histogram);

    NativeHistogram value();

    /** Whether bounds differed, so that only the shared ones are left. */
    boolean reconciled();

    /** Whether some of the histograms were counter resets and others surely none. */
    boolean resetsCollide();
}
