package dev.nightjar.query.vector;

/** NaN only where every value is NaN. */
final class MinAccumulator implements Accumulator {
    private final double[] best;

    MinAccumulator(int steps) {
        best = Absent.array(steps);
    }

    @Override
    public void add(double[] values) {
        for (int i = 0; i < best.length; i++) {
            double value = values[i];
            if (value < best[i] || (Double.isNaN(best[i]) && !Absent.is(value))) {
                best[i] = value;
            }
        }
    }

    @Override
    public double[] finish() {
        return best;
    }
}
