package dev.nightjar.query.vector;

/** One where any series of the group has a value. */
final class GroupAccumulator implements Accumulator {
    private final double[] ones;

    GroupAccumulator(int steps) {
        ones = Absent.array(steps);
    }

    @Override
    public void add(double[] values) {
        for (int i = 0; i < ones.length; i++) {
            if (!Absent.is(values[i])) {
                ones[i] = 1;
            }
        }
    }

    @Override
    public long addHistograms(StepSeries series) {
        for (int i = 0; i < ones.length; i++) {
            if (series.histogram(i) != null) {
                ones[i] = 1;
            }
        }
        return 0;
    }

    @Override
    public double[] finish() {
        return ones;
    }
}
