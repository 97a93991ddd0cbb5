package dev.nightjar.query;

/**
 * Neumaier's improvement of Kahan's summation: adds numbers of very different size with the error of one rounding.
 *
 * <p>Reference: A. Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54 (1974).
 */
public final class CompensatedSum {
    private double sum;
    private double error;

    public void add(double value) {
        double total = sum + value;
        error = error(sum, value, total, error);
        sum = total;
    }

    public void multiply(double factor) {
        sum *= factor;
        error *= factor;
    }

    public void clear() {
        sum = 0;
        error = 0;
    }

    /** The sum without its correction: infinite as soon as the numbers overflow. */
    public double uncorrected() {
        return sum;
    }

    public double correction() {
        return error;
    }

    public double value() {
        return sum + error;
    }

    /** The error so far after {@code sum + value} was rounded to {@code total}. */
    public static double error(double sum, double value, double total, double errorBefore) {
        if (Double.isInfinite(total)) {
            return 0;
        }
        return Math.abs(sum) >= Math.abs(value)
                ? errorBefore + ((sum - total) + value)
                : errorBefore + ((value - total) + sum);
    }
}
