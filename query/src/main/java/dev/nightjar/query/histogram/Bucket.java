package dev.nightjar.query.histogram;

/** One range of values and how many observations are in it. */
public record Bucket(double lower, double upper, boolean lowerInclusive, boolean upperInclusive, double count) {
    Bucket between(double newLower, double newUpper) {
        return new Bucket(newLower, newUpper, lowerInclusive, upperInclusive, count);
    }

    boolean holdsZero() {
        return lower <= 0 && upper >= 0;
    }
}
