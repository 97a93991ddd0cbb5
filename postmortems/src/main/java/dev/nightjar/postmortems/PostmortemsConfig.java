package dev.nightjar.postmortems;

import java.time.Duration;

/**
 * @param evidenceEvery how often an open incident's metrics and logs are looked at
 * @param evidenceFor for how long after it opened
 * @param evidenceBefore how far before it began
 * @param maxFindings so many findings per incident are kept
 */
public record PostmortemsConfig(
        Duration evidenceEvery, Duration evidenceFor, Duration evidenceBefore, int maxFindings) {
    public static final PostmortemsConfig DEFAULTS =
            new PostmortemsConfig(Duration.ofSeconds(15), Duration.ofHours(2), Duration.ofMinutes(30), 40);

    public PostmortemsConfig {
        positive("evidenceEvery", evidenceEvery);
        positive("evidenceFor", evidenceFor);
        positive("evidenceBefore", evidenceBefore);
        if (maxFindings < 1) {
            throw new IllegalArgumentException("maxFindings is " + maxFindings + ", it must be at least 1");
        }
    }

    private static void positive(String name, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(name + " is " + value + ", it must be longer than nothing");
        }
    }
}
