package dev.nightjar.query.histogram;

import dev.nightjar.model.HistogramBuckets;
import dev.nightjar.model.NativeHistogram;
import java.util.ArrayList;
import java.util.List;

/** The buckets of a native histogram that hold something, as ranges of values. */
public final class BucketList {
    private BucketList() {}

    /**
     * From the least value to the greatest: the negative buckets, the zero bucket, the positive ones. What the zero
     * bucket covers of another is not in that one's range.
     */
    public static List<Bucket> of(NativeHistogram histogram) {
        double threshold = histogram.zeroThreshold();
        List<Bucket> buckets = whole(histogram);
        buckets.replaceAll(bucket -> bucket.upper() < 0 && bucket.upper() > -threshold
                ? bucket.between(bucket.lower(), -threshold)
                : bucket.lower() > 0 && bucket.lower() < threshold
                        ? bucket.between(threshold, bucket.upper())
                        : bucket);
        return buckets;
    }

    /** The same, each with its whole range, whatever the zero bucket covers. */
    static List<Bucket> whole(NativeHistogram histogram) {
        HistogramBuckets negative = histogram.negative();
        HistogramBuckets positive = histogram.positive();
        List<Bucket> buckets = new ArrayList<>(negative.size() + positive.size() + 1);
        for (int i = negative.size() - 1; i >= 0; i--) {
            buckets.add(negative(histogram, i));
        }
        if (histogram.zeroCount() > 0) {
            buckets.add(zero(histogram));
        }
        for (int i = 0; i < positive.size(); i++) {
            buckets.add(positive(histogram, i));
        }
        return buckets;
    }

    static Bucket zero(NativeHistogram histogram) {
        double threshold = histogram.zeroThreshold();
        return new Bucket(-threshold, threshold, true, true, histogram.zeroCount());
    }

    /** The whole range of a bucket, whatever the zero bucket covers. */
    static Bucket positive(NativeHistogram histogram, int position) {
        int index = histogram.positive().index(position);
        boolean lowest = histogram.hasCustomBounds() && index == 0;
        return new Bucket(
                BucketBounds.upper(histogram, index - 1),
                BucketBounds.upper(histogram, index),
                lowest,
                true,
                histogram.positive().count(position));
    }

    /** The whole range of a bucket, whatever the zero bucket covers. */
    static Bucket negative(NativeHistogram histogram, int position) {
        int index = histogram.negative().index(position);
        return new Bucket(
                -BucketBounds.upper(histogram, index),
                -BucketBounds.upper(histogram, index - 1),
                true,
                false,
                histogram.negative().count(position));
    }
}
