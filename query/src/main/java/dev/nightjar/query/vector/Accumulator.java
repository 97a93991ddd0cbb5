package dev.nightjar.query.vector;

/** What one group has seen so far, step by step. */
interface Accumulator {
    void add(double[] values);

    /** A value per step, {@link Absent} where no series had one. Ends the accumulator. */
    double[] finish();
}
