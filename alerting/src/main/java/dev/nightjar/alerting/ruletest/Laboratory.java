package dev.nightjar.alerting.ruletest;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SeriesReader;

/** What tests of rules need of the query languages. Thread-safe. */
public interface Laboratory {
    /** Expressions over the series and lines of one test. */
    Expressions over(SeriesReader series, LogReader logs);

    /** Expressions that are only read, to see what rule files say. */
    Expressions syntax();

    /** Both histograms together; {@code sign} -1 takes {@code right} away. Throws where they cannot be combined. */
    NativeHistogram add(NativeHistogram left, NativeHistogram right, int sign);
}
