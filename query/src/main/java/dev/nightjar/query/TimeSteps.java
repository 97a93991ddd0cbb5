package dev.nightjar.query;

/**
 * The instants at which a query is evaluated: {@code count} of them, {@code stepMillis} apart. An instant query has
 * one, and step 0.
 */
public record TimeSteps(long startMillis, long stepMillis, int count) {
    public TimeSteps {
        if (count < 0 || stepMillis < 0 || (count > 1 && stepMillis == 0)) {
            throw new IllegalArgumentException("no steps: " + count + " of " + stepMillis + " ms");
        }
    }

    public static TimeSteps instant(long atMillis) {
        return new TimeSteps(atMillis, 0, 1);
    }

    /** Both ends inside; the end need not be a step. */
    public static TimeSteps range(long startMillis, long endMillis, long stepMillis) {
        return new TimeSteps(startMillis, stepMillis, Math.toIntExact((endMillis - startMillis) / stepMillis + 1));
    }

    public long at(int index) {
        return startMillis + index * stepMillis;
    }

    /** The last step's time. */
    public long lastMillis() {
        return at(Math.max(0, count - 1));
    }
}
