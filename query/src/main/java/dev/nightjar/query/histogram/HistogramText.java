package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;
import dev.nightjar.query.NumberText;

/**
 * Histograms as Prometheus writes them: {@code {count:20, sum:10, [-2,-1):2, (0.5,1]:18}}. Buckets have their whole range
 * there, also what the zero bucket covers of it.
 */
public final class HistogramText {
    private HistogramText() {}

    public static String of(NativeHistogram histogram) {
        StringBuilder text = new StringBuilder("{count:")
                .append(NumberText.general(histogram.count()))
                .append(", sum:")
                .append(NumberText.general(histogram.sum()));
        for (Bucket bucket : BucketList.whole(histogram)) {
            text.append(", ")
                    .append(bucket.lowerInclusive() ? '[' : '(')
                    .append(NumberText.general(bucket.lower()))
                    .append(',')
                    .append(NumberText.general(bucket.upper()))
                    .append(bucket.upperInclusive() ? ']' : ')')
                    .append(':')
                    .append(NumberText.general(bucket.count()));
        }
        return text.append('}').toString();
    }
}
