package dev.nightjar.ingest.exposition;

import dev.nightjar.model.Labels;
import java.util.Objects;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Whether the samples of each group and time of a histogram make one: buckets in order, count and sum that fit. */
final class HistogramCheck {
    private @Nullable Labels group;
    private OptionalLong time = OptionalLong.empty();
    private double lastBound = Double.NaN;
    private double lastCount;
    private double count = Double.NaN;
    private boolean sum;
    private boolean negativeSum;
    private boolean negativeBounds;
    private boolean ofGauge;

    void take(Labels ofGroup, ExposedSample sample, String suffix, LineScanner in) throws ExpositionException {
        if (!ofGroup.equals(group) || !sample.timestampMillis().equals(time)) {
            end(in);
            group = ofGroup;
            time = sample.timestampMillis();
        }
        switch (suffix) {
            case "_bucket" -> bucket(sample, in);
            case "_count" -> count = sample.value();
            case "_gcount" -> {
                count = sample.value();
                ofGauge = true;
            }
            case "_sum" -> sum = true;
            case "_gsum" -> {
                sum = true;
                ofGauge = true;
                negativeSum = sample.value() < 0;
            }
            default -> {} // the time of creation stands apart
        }
    }

    private void bucket(ExposedSample sample, LineScanner in) throws ExpositionException {
        double bound =
                Objects.requireNonNull(ExposedNumber.parse(sample.labels().get("le")));
        if (bound <= lastBound) {
            throw in.error("buckets are in order of le; " + bound + " follows " + lastBound);
        }
        if (!Double.isNaN(lastBound) && sample.value() < lastCount) {
            throw in.error("buckets are cumulative; " + sample.value() + " follows " + lastCount);
        }
        negativeBounds |= bound < 0;
        lastBound = bound;
        lastCount = sample.value();
    }

    /** Judges the group that was read last and forgets it. */
    void end(LineScanner in) throws ExpositionException {
        if (group != null) {
            judge(in);
        }
        group = null;
        lastBound = Double.NaN;
        lastCount = 0;
        count = Double.NaN;
        sum = false;
        negativeSum = false;
        negativeBounds = false;
        ofGauge = false;
    }

    private void judge(LineScanner in) throws ExpositionException {
        boolean counted = !Double.isNaN(count);
        if (lastBound != Double.POSITIVE_INFINITY) {
            throw in.error("a histogram before this line has no bucket with le=\"+Inf\"");
        }
        if (counted && count != lastCount) {
            throw in.error("a histogram before this line counts " + count + ", but its last bucket " + lastCount);
        }
        if (sum != counted) {
            throw in.error("a histogram before this line has " + (sum ? "a sum, but no count" : "a count, but no sum"));
        }
        if (negativeBounds && sum && !ofGauge) {
            throw in.error("a histogram before this line has negative buckets, so it can have no sum");
        }
        if (negativeSum && !negativeBounds) {
            throw in.error("a histogram before this line has a negative sum, but no negative buckets");
        }
    }
}
