package dev.nightjar.query.vector;

/** Welford's running population variance, or its square root. */
final class VarianceAccumulator implements Accumulator {
    private final int[] counts;
    private final double[] means;
    private final double[] squares;
    private final boolean root;

    VarianceAccumulator(int steps, boolean root) {
        counts = new int[steps];
        means = new double[steps];
        squares = new double[steps];
        this.root = root;
    }

    @Override
    public void add(double[] values) {
        for (int i = 0; i < squares.length; i++) {
            double value = values[i];
            if (Absent.is(value)) {
                continue;
            }
            double delta = value - means[i];
            means[i] += delta / ++counts[i];
            squares[i] += delta * (value - means[i]);
        }
    }

    @Override
    public double[] finish() {
        for (int i = 0; i < squares.length; i++) {
            if (counts[i] == 0) {
                squares[i] = Absent.VALUE;
            } else {
                double variance = squares[i] / counts[i];
                squares[i] = root ? Math.sqrt(variance) : variance;
            }
        }
        return squares;
    }
}
