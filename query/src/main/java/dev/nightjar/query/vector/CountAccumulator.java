package dev.nightjar.query.vector;

final class CountAccumulator implements Accumulator {
    private final double[] counts;

    CountAccumulator(int steps) {
        counts = new double[steps];
    }

    @Override
    public void add(double[] values) {
        for (int i = 0; i < counts.length; i++) {
            if (!Absent.is(values[i])) {
                counts[i]++;
            }
        }
    }

    @Override
    public long addHistograms(StepSeries series) {
        for (int i = 0; i < counts.length; i++) {
            if (series.histogram(i) != null) {
                counts[i]++;
            }
        }
        return 0;
    }

    @Override
    public double[] finish() {
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] == 0) {
                counts[i] = Absent.VALUE;
            }
        }
        return counts;
    }
}
