package dev.nightjar.web.prometheus;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.Label;
import dev.nightjar.model.Labels;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.NativeHistogram.ResetHint;
import dev.nightjar.web.remoteread.BucketSpans;
import dev.nightjar.web.remoteread.MessageWriter;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes samples as messages {@code io.prometheus.client.MetricFamily}, each behind its length. A family's numbers,
 * histograms and gauges of histograms are families of the same name. Not thread-safe.
 */
final class FamilyMessages {
    private static final int UNTYPED = 3;
    private static final int HISTOGRAM = 4;
    private static final int GAUGE_HISTOGRAM = 5;

    private final OutputStream out;
    private final NameEscaping escaping;
    private final AddedLabels added;
    private final MessageWriter family = new MessageWriter();
    private final MessageWriter metric = new MessageWriter();
    private final MessageWriter inner = new MessageWriter();
    private final MessageWriter span = new MessageWriter();
    private final MessageWriter length = new MessageWriter();
    private String name = "";
    private int type;

    FamilyMessages(OutputStream out, NameEscaping escaping, AddedLabels added) {
        this.out = out;
        this.escaping = escaping;
        this.added = added;
    }

    /** One sample; those of a family have to come together. */
    void sample(Labels labels, double value, @Nullable NativeHistogram histogram, long timeMillis) throws IOException {
        begin(labels.metricName(), histogram);
        metric.clear();
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals(Labels.METRIC_NAME)) {
                label(labels.name(i), labels.value(i));
            }
        }
        for (Label missing : added.missingIn(labels)) {
            label(missing.name(), missing.value());
        }
        if (histogram == null) {
            inner.clear();
            inner.chosenReal(1, value);
            metric.message(5, inner);
            metric.chosenNumber(6, timeMillis);
        } else {
            metric.chosenNumber(6, timeMillis);
            histogram(histogram);
            metric.message(7, inner);
        }
        family.message(4, metric);
    }

    private void begin(String next, @Nullable NativeHistogram histogram) throws IOException {
        int itsType =
                histogram == null ? UNTYPED : histogram.resetHint() == ResetHint.GAUGE ? GAUGE_HISTOGRAM : HISTOGRAM;
        if (!next.equals(name) || itsType != type) {
            finish();
            name = next;
            type = itsType;
            family.text(1, escaping.escaped(next));
            family.number(3, itsType);
        }
    }

    private void label(String key, String value) {
        inner.clear();
        inner.text(1, escaping.escaped(key));
        inner.text(2, value);
        metric.message(1, inner);
    }

    private void histogram(NativeHistogram histogram) {
        inner.clear();
        inner.chosenReal(2, histogram.sum());
        inner.chosenReal(4, histogram.count());
        inner.chosenZigzag(5, histogram.schema());
        inner.chosenReal(6, histogram.zeroThreshold());
        inner.chosenReal(8, histogram.zeroCount());
        buckets(histogram.negative(), 9, 11);
        buckets(histogram.positive(), 12, 14);
    }

    private void buckets(HistogramBuckets buckets, int spanField, int countField) {
        BucketSpans.forEach(buckets, (distance, run) -> {
            span.clear();
            span.chosenZigzag(1, distance);
            span.number(2, run);
            inner.message(spanField, span);
        });
        for (int i = 0; i < buckets.size(); i++) {
            inner.chosenReal(countField, buckets.count(i));
        }
    }

    /** Writes what is left. */
    void finish() throws IOException {
        if (family.size() > 0) {
            length.clear();
            length.length(family);
            out.write(length.array(), 0, length.size());
            out.write(family.array(), 0, family.size());
            family.clear();
        }
    }
}
