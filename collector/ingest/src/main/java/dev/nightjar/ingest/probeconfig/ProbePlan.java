package dev.nightjar.ingest.probeconfig;

import dev.nightjar.model.Labels;
import java.time.Duration;

/**
 * A probe that is run again and again.
 *
 * @param kind such as {@code http}
 * @param target as it was written
 * @param labels that its series get beside {@code job}, {@code probe} and {@code instance}
 * @param failing how many of how many runs have to fail
 * @param certificateDays for how many days the certificate has to be good; 0 for any
 */
public record ProbePlan(
        String name,
        String kind,
        String target,
        Duration interval,
        Duration timeout,
        Labels labels,
        Share failing,
        int certificateDays,
        Check check) {

    /** So many of so many. */
    public record Share(int of, int runs) {
        public static final Share DEFAULTS = new Share(2, 3);

        public Share {
            if (of < 1 || runs < of || runs > 60) {
                throw new IllegalArgumentException("must be like 2 of 3, at most of 60, found " + of + " of " + runs);
            }
        }

        @Override
        public String toString() {
            return of + " of " + runs;
        }
    }

    /** What its series are called by. */
    public Labels seriesLabels() {
        return labels.toBuilder()
                .set("job", "probe")
                .set("probe", name)
                .set("instance", target)
                .build();
    }
}
