package dev.nightjar.server.differential;

import java.util.Arrays;
import java.util.Optional;

/** Differences that are no bug of ours, each with its reason. Nothing else may differ. */
enum KnownDifference {
    FRACTION_FROM_WITHIN_THE_FIRST_BUCKET(
            "histogram_fraction() of a lower bound within the first bucket was NaN before Prometheus 3.8 (issue 17367)") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().startsWith("histogram_fraction(")
                    && difference.what().endsWith("theirs Sample[value=NaN]");
        }
    },
    DEVIATION_WITH_NAN("mad_over_time() of a window with a NaN became NaN after Prometheus 3.5") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().startsWith("mad_over_time(")
                    && difference.what().contains("ours Sample[value=NaN]");
        }
    },
    DATE_OF_NO_TIME(
            "the date of NaN or infinity is NaN here; Prometheus converts it to an integer, which Go leaves undefined") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches("(minute|hour|day_of_\\w+|days_in_month|month|year)\\(.*")
                    && difference.what().contains("ours Sample[value=NaN]");
        }
    },
    DUPLICATES_AMONG_WHAT_IS_FILTERED(
            "a one-to-one comparison with duplicates fails even if the filter takes them away, since Prometheus 3.10") {
        @Override
        boolean explains(Difference difference) {
            return difference.ours().error().contains("multiple matches for labels")
                    && !difference.theirs().isError();
        }
    },
    TURNS_BY_ONE_NAME(
            "series that differ in a dropped name only and take turns are one series since Prometheus 3.9 (17678)") {
        @Override
        boolean explains(Difference difference) {
            return difference.theirs().error().contains("same labelset")
                    && !difference.ours().isError()
                    && difference.when() instanceof When.Steps;
        }
    },
    ONE_OF_TWO_NAMES(
            "of `or`, Prometheus takes a series whose name is to be dropped for the same as one whose name is not") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().contains(" or ") && difference.what().contains("__name__");
        }
    },
    OFFSET_FROM_A_TIME(
            "timestamp(v @ t offset d) looks at t - d, as v @ t offset d does and as is documented; Prometheus forgets the offset there") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches("timestamp\\(.* @ .* offset .*|timestamp\\(.* offset .* @ .*");
        }
    },
    PARAMETER_OF_A_FIXED_VECTOR(
            "an aggregation of a vector fixed by @ takes a parameter that changes from step to step; Prometheus keeps the first") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches("(quantile|topk|bottomk|limitk|limit_ratio)\\b.*( @ |\\bvector\\().*");
        }
    },
    NAME_FROM_A_SUBQUERY(
            "last_over_time of a subquery kept a name that was about to be dropped before Prometheus 3.12 (18397)") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().startsWith("last_over_time((")
                    && difference.what().contains("__name__");
        }
    },
    WARNED_OF_BETWEEN_STEPS(
            "Prometheus also evaluates, and warns of, steps of a subquery behind the last step of the query") {
        @Override
        boolean explains(Difference difference) {
            return difference.what().startsWith("warnings: ")
                    && difference.what().contains(", got ")
                    && difference.query().matches(".*\\[[^]]*:[^]]*\\].*");
        }
    },
    LAST_DIGIT_OF_A_FUNCTION(
            "mathematical libraries differ in the last digit, which differences and remainders of large numbers bring forward") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches(".*(\\b(a?(sin|cos|tan)h?|exp|ln|log2|log10)\\(| atan2 | \\^ | % ).*")
                    && roughlyEqual(difference);
        }
    },
    LAST_DIGIT_IN_A_LABEL(
            "count_values writes out last digits, on which mathematical libraries and orders of addition differ") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().startsWith("count_values") && sameValues(difference);
        }
    },
    SUMMED_IN_ANOTHER_ORDER("the order in memory of what is added up changes the last digits") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches(Patterns.SUMS) && roughlyEqual(difference);
        }
    },
    OVERFLOWN_IN_ANOTHER_ORDER("the order in memory of what is added up decides whether and where it overflows") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches(Patterns.SUMS + "\\bodd\\b.*")
                    && difference.what().matches(".*(NaN|Infinity).*");
        }
    },
    ANY_OF_THEM(
            "which of equal series topk and bottomk take, and which at all limitk does, depends on their order in memory") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().contains("limitk")
                    || (difference.query().matches(".*\\b(topk|bottomk)\\b.*") && sameValues(difference));
        }
    };

    private static final class Patterns {
        static final String SUMS = ".*\\b(sum|avg|stddev|stdvar)\\b.*";
    }

    private final String reason;

    KnownDifference(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Whether this is one; asked about the smallest query only. */
    abstract boolean explains(Difference difference);

    private static boolean roughlyEqual(Difference difference) {
        return Comparison.difference(difference.ours(), difference.theirs(), Point.Nearness.ROUGH)
                .isEmpty();
    }

    /** Whether both have the same values at each time, whatever the labels. */
    private static boolean sameValues(Difference difference) {
        return difference.ours().pointsByTime().equals(difference.theirs().pointsByTime());
    }

    static Optional<KnownDifference> of(Difference difference) {
        return Arrays.stream(values()).filter(each -> each.explains(difference)).findFirst();
    }
}
