package dev.nightjar.query.histogram;

import dev.nightjar.model.NativeHistogram;

/** The running mean of native histograms: a sum divided once, unless the sum overflows: from then on it is kept as a mean. */
public final class HistogramMean implements RunningHistogram {
    private final HistogramSum sum;
    private int count = 1;
    private boolean incremental;

    public HistogramMean(NativeHistogram first) {
        sum = new HistogramSum(first);
    }

    @Override
    public boolean add(NativeHistogram histogram) {
        if (!sum.isCompatible(histogram)) {
            return false;
        }
        NativeHistogram fitting = sum.fitted(histogram);
        count++;
        if (!incremental) {
            if (!sum.overflowsWith(fitting)) {
                sum.addFitting(fitting);
                return true;
            }
            incremental = true;
            sum.multiply(1.0 / (count - 1));
        }
        sum.multiply((count - 1.0) / count);
        sum.addFitting(HistogramArithmetic.divide(fitting, count));
        return true;
    }

    @Override
    public boolean reconciled() {
        return sum.reconciled();
    }

    @Override
    public boolean resetsCollide() {
        return sum.resetsCollide();
    }

    @Override
    public NativeHistogram value() {
        NativeHistogram total = sum.value();
        return incremental || count == 1 ? total : HistogramArithmetic.divide(total, count);
    }
}
