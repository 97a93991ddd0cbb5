package dev.nightjar.query.vector;

import dev.nightjar.query.CompensatedSum;

/** An average that is a compensated sum divided once, unless the sum overflows: from then on it is kept as a mean. */
public final class Mean {
    private long count;
    private double sum;
    private double error;
    private boolean incremental;

    public void clear() {
        count = 0;
        sum = 0;
        error = 0;
        incremental = false;
    }

    public void add(double value) {
        count++;
        if (!incremental) {
            double total = sum + value;
            if (!Double.isInfinite(total) || count == 1) {
                error = CompensatedSum.error(sum, value, total, error);
                sum = total;
                return;
            }
            incremental = true;
            sum /= count - 1;
            error /= count - 1;
        }
        double share = (count - 1) / (double) count;
        double mean = share * sum;
        double part = value / count;
        double total = mean + part;
        error = CompensatedSum.error(mean, part, total, share * error);
        sum = total;
    }

    public long count() {
        return count;
    }

    public double value() {
        return incremental ? sum + error : sum / count + error / count;
    }
}
