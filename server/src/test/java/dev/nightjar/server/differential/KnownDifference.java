package dev.nightjar.server.differential;

import dev.nightjar.query.promql.PromQl;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
    EXTRAPOLATED_BELOW_ZERO(
            "the growth of native histograms was followed back beyond zero before Prometheus 3.6 (issue 15976)") {
        @Override
        boolean explains(Difference difference) {
            return (difference.query().matches("(rate|increase)\\(.*") && inProportion(difference))
                    || difference.query().matches("scalar\\(histogram_.*\\b(rate|increase)\\(nh_.*")
                    || difference.query().matches("(rate|increase)\\(\\((rate|increase)\\(nh_.*");
        }
    },
    RESET_OF_EMPTY_BUCKETS(
            "of buckets that end early, Prometheus does not see those as fallen that stand behind an empty one; it matters for gauges only") {
        @Override
        boolean explains(Difference difference) {
            return Patterns.OF_COUNTERS
                    .matcher(difference.query())
                    .results()
                    .anyMatch(call -> selectsGauges(call.group(1)));
        }
    },
    CHANGE_OF_LAYOUT("a histogram that is the same but for buckets without observations is a change to Prometheus") {
        @Override
        boolean explains(Difference difference) {
            boolean counted = difference.query().matches("changes\\(.*nh_.*")
                    && difference.what().matches(".* ours Sample\\[.*, theirs Sample\\[.*");
            boolean compared = difference
                            .query()
                            .matches(".*\\b(sum|avg)\\b.* (!=|==) .*nh_.*|.*nh_.* (!=|==) .*\\b(sum|avg)\\b.*")
                    && difference
                            .what()
                            .matches(
                                    "(missing|too much) .*=Histogram\\[.*|.* ours Sample\\[value=[01].0], theirs Sample.*");
            return counted || compared;
        }
    },
    EMPTY_BESIDE_ZERO(
            "Prometheus takes buckets without observations on one side of zero for observations there when it looks into the zero bucket") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches("histogram_quantile\\(.*nh_.*")
                    && difference
                            .what()
                            .matches(".* ours Sample\\[value=-?0\\.\\d+], theirs Sample\\[value=-?0\\.\\d+]");
        }
    },
    FEWER_THAN_NONE(
            "of a histogram with fewer than no observations Prometheus takes the outermost bucket, be it an empty one") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches("histogram_(quantile|fraction)\\(.*-.*nh_.*")
                    && difference.what().matches(".* ours Sample\\[.*, theirs Sample\\[.*");
        }
    },
    NO_PARAMETER_FOR_NOTHING(
            "a parameter that is no number fails an aggregation of no series too; Prometheus 3.5 did not look at it then") {
        @Override
        boolean explains(Difference difference) {
            return difference.ours().error().matches(".*(value is NaN|flows int64)")
                    && !difference.theirs().isError();
        }
    },
    FAILED_WITHIN("Prometheus 3.5 runs into an error of its own program") {
        @Override
        boolean explains(Difference difference) {
            return difference
                            .theirs()
                            .error()
                            .matches(
                                    ".*(runtime error|custom buckets have no zero bucket|result in StepInvariantExpr).*")
                    && !difference.ours().isError();
        }
    },
    EMPTY_TIMES_INFINITY(
            "Prometheus keeps empty buckets between others, which become NaN when multiplied by NaN or infinity") {
        @Override
        boolean explains(Difference difference) {
            return difference.what().contains("of histograms")
                    && difference.what().contains("NaN")
                    && Comparison.difference(
                                    difference.ours().withoutNaNBuckets(),
                                    difference.theirs().withoutNaNBuckets())
                            .isEmpty();
        }
    },
    LAST_NOTE_OF_AN_OPERATOR(
            "of several pairs that an operator cannot combine Prometheus notes the one that happens to come last") {
        @Override
        boolean explains(Difference difference) {
            String noted = "incompatible (sample types|bucket layout) encountered for binary operator";
            return difference.what().matches("(infos|warnings): ours .*" + noted + ".*")
                    && notes(difference.ours()).containsAll(notes(difference.theirs()))
                    && difference.ours().series().equals(difference.theirs().series());
        }
    },
    DEPENDS_ON_OTHER_STEPS(
            "a histogram of a range query is changed by the steps around it in Prometheus 3.5; for each step alone it answers as here") {
        @Override
        boolean explains(Difference difference) {
            return difference.noneAtSteps() && difference.what().contains("of histograms from number ");
        }
    },
    ZERO_BUCKET_IN_ANOTHER_ORDER(
            "how wide the zero bucket of a sum becomes depends on the order in memory of what is added up") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches(".*\\b(sum|avg)\\b.*nh_.*") && sameTotals(difference);
        }
    },
    MORE_THAN_ALL(
            "Prometheus 3.5 adds up zero buckets of different widths to buckets that hold more than the histogram counts") {
        @Override
        boolean explains(Difference difference) {
            return difference.what().contains("of histograms from number ")
                    && addsUp(difference.ours())
                    && !addsUp(difference.theirs());
        }
    },
    NOTES_OF_A_MIX(
            "which of two things is noted of a group of numbers and both kinds of histograms depends on their order in memory") {
        @Override
        boolean explains(Difference difference) {
            return difference.what().startsWith("warnings: ")
                    && difference.query().matches(".*\\b(sum|avg)\\b.*")
                    && notesBut("a mix of histograms", difference.ours())
                            .equals(notesBut("a mix of histograms", difference.theirs()));
        }
    },
    FORGOTTEN_RESET(
            "Prometheus forgets a reset that counts do not show, here since a sample between was lost (issue 15346)") {
        @Override
        boolean explains(Difference difference) {
            return difference.what().startsWith("warnings: ")
                    && difference.ours().warnings().toString().contains("conflicting counter resets")
                    && notesBut("conflicting counter resets", difference.ours()).equals(notes(difference.theirs()));
        }
    },
    NEGATIVE_IS_A_GAUGE("a histogram times a negative number became a gauge after Prometheus 3.5") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches(".*\\b(i?rate|increase|i?delta|resets)\\(\\(.*-.*");
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
            boolean refused = difference.ours().error().contains("same labelset")
                    && !difference.theirs().isError();
            return difference.query().contains(" or ")
                    && (refused || difference.what().contains("__name__"));
        }
    },
    OFFSET_FROM_A_TIME(
            "timestamp(v @ t offset d) looks at t - d, as v @ t offset d does and as is documented; Prometheus forgets the offset there") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches(".*\\btimestamp\\((.* @ .* offset |.* offset .* @ ).*");
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
            boolean twice = difference.ours().error().contains("same labelset")
                    && !difference.theirs().isError();
            return difference.query().startsWith("last_over_time((")
                    && (twice || difference.what().contains("__name__"));
        }
    },
    WARNED_OF_BETWEEN_STEPS(
            "Prometheus also evaluates, and warns of, or fails at, steps of a subquery behind the last step of the query") {
        @Override
        boolean explains(Difference difference) {
            boolean warned = difference.what().startsWith("warnings: ours []")
                    || (difference.what().startsWith("warnings: ")
                            && difference.what().contains(", got "));
            boolean noted = difference.what().startsWith("infos: ours []");
            boolean failed =
                    !difference.ours().isError() && difference.theirs().error().startsWith("execution");
            return (warned || noted || failed) && difference.query().matches(".*\\[[^]]*:[^]]*\\].*");
        }
    },
    ORDER_OF_THE_ABSENT(
            "Prometheus compares an absent label to others as neither before nor behind, so its sort ends anywhere") {
        @Override
        boolean explains(Difference difference) {
            return difference.what().startsWith("order: ")
                    && difference.query().startsWith("sort_by_label")
                    && Patterns.LAST_LABELS
                            .matcher(difference.query())
                            .results()
                            .anyMatch(name -> difference.ours().order().stream()
                                    .anyMatch(labels -> !labels.contains(name.group(1) + "=")));
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
    REMAINDER_OF_A_LAST_DIGIT(
            "what is left of a large number divided by one that differs in its last digit differs by that digit many times") {
        @Override
        boolean explains(Difference difference) {
            boolean large = difference
                            .query()
                            .matches(".*\\b(sinh|cosh|exp)\\(.* % .*|.*\\b(sin|cos|tan)\\((sinh|cosh|exp)\\(.*")
                    && difference
                            .ours()
                            .series()
                            .keySet()
                            .equals(difference.theirs().series().keySet());
            boolean time = difference.query().contains("time() % ")
                    && Comparison.difference(difference.ours(), difference.theirs(), Point.Nearness.REMAINDER)
                            .isEmpty();
            return large || time;
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
            return difference.tied();
        }
    },
    NOTHING_AT_ALL_THEN(
            "absent() looks last at conditions that leave out; Prometheus, where its store has nothing at that time, in their order") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().matches("(?s).*\\babsent(_over_time)?\\([^{]*\\{job!=\"db\", job=\"api\"}.*")
                    && difference.what().startsWith("missing {job=api}");
        }
    },
    SAID_AT_TWO_PLACES("of two places of which the same is said, either may be shown") {
        @Override
        boolean explains(Difference difference) {
            return difference.what().matches("(warnings|infos): .*")
                    && withoutPlaces(difference.ours()).equals(withoutPlaces(difference.theirs()))
                    && Patterns.SAYING.matcher(difference.what()).results().anyMatch(said -> isTwice(said, difference));
        }

        private static boolean isTwice(MatchResult said, Difference difference) {
            String by = said.group(1) != null
                    ? said.group(1)
                    : said.group().startsWith("quantile") ? "quantile" : "rate|increase|i?delta";
            return Pattern.compile("(" + by + ")[( ]")
                            .matcher(difference.query())
                            .results()
                            .count()
                    > 1;
        }
    },
    PLACES_IN_BYTES("places in a query are counted in characters, as its author sees them; Prometheus counts bytes") {
        @Override
        boolean explains(Difference difference) {
            return difference.query().chars().anyMatch(c -> c > 0x7f)
                    && difference.what().matches("(warnings|infos): .*")
                    && withoutPlaces(difference.ours()).equals(withoutPlaces(difference.theirs()));
        }
    },
    SORTED_OVER_STEPS("that sorting does nothing to the series of a range query is warned of since Prometheus 3.12") {
        @Override
        boolean explains(Difference difference) {
            boolean cut = difference.theirs().warnings().toString().contains("annotations omitted");
            return difference.what().startsWith("warnings: ")
                    && difference.query().matches("(?s).*\\bsort(_desc|_by_label|_by_label_desc)?\\(.*")
                    && (cut
                            || notesBut("sort is ineffective for range queries", difference.ours())
                                    .equals(notes(difference.theirs())));
        }
    };

    private static final class Patterns {
        static final String SUMS = ".*\\b(sum|avg|stddev|stdvar)\\b.*";

        /** What follows a function of counters: a selector, maybe in a subquery. */
        static final Pattern OF_COUNTERS =
                Pattern.compile("\\b(?:i?rate|increase|resets)\\(\\(?([a-zA-Z_:]*(?:\\{[^}]*})?)");

        /** Who says it: an aggregation, a quantile, or a function of counters or gauges. */
        static final Pattern SAYING = Pattern.compile(
                "ignored histogram in (\\w+) aggregation|quantile value should|native histogram metric is not");

        /** The names that a function ends with. */
        static final Pattern LAST_LABELS = Pattern.compile(", \"([^\"]*)\"(?=(, \"[^\"]*\")*\\)$)");
    }

    private static final SortedMap<Long, Point> NONE = new TreeMap<>();

    private final String reason;

    KnownDifference(String reason) {
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    /** Whether this is one; asked about the smallest query only. */
    abstract boolean explains(Difference difference);

    private static boolean selectsGauges(String selector) {
        return !selector.isEmpty()
                && PromQl.selector(selector).stream()
                        .filter(matcher -> matcher.name().equals("__name__"))
                        .allMatch(matcher -> matcher.matches("nh_gauge"));
    }

    private static boolean roughlyEqual(Difference difference) {
        return Comparison.difference(difference.ours(), difference.theirs(), Point.Nearness.ROUGH)
                .isEmpty();
    }

    /** Whether both have the same values at each time, whatever the labels. */
    private static boolean sameValues(Difference difference) {
        return difference.ours().pointsByTime().equals(difference.theirs().pointsByTime());
    }

    /** Whether all histograms are the same but for a factor, with which ours are not the larger ones. */
    private static boolean inProportion(Difference difference) {
        Map<String, SortedMap<Long, Point>> theirs = difference.theirs().series();
        return difference.ours().series().keySet().equals(theirs.keySet())
                && difference.ours().series().entrySet().stream()
                        .allMatch(each -> inProportion(each.getValue(), theirs.getOrDefault(each.getKey(), NONE)));
    }

    /** Whether all histograms have the same count and sum and, over all buckets, the same number of observations. */
    private static boolean sameTotals(Difference difference) {
        Map<String, SortedMap<Long, Point>> theirs = difference.theirs().series();
        return difference.ours().series().keySet().equals(theirs.keySet())
                && difference.ours().series().entrySet().stream()
                        .allMatch(each -> sameTotals(each.getValue(), theirs.getOrDefault(each.getKey(), NONE)));
    }

    private static boolean sameTotals(SortedMap<Long, Point> ours, SortedMap<Long, Point> theirs) {
        return ours.keySet().equals(theirs.keySet())
                && ours.entrySet().stream()
                        .allMatch(each ->
                                sameTotals(each.getValue(), theirs.getOrDefault(each.getKey(), each.getValue())));
    }

    private static boolean sameTotals(Point ours, Point theirs) {
        if (!(ours instanceof Point.Histogram(List<Double> our))
                || !(theirs instanceof Point.Histogram(List<Double> their))) {
            return ours.isNear(theirs, Point.Nearness.EXACT);
        }
        return Point.Nearness.EXACT.holds(our.get(0), their.get(0))
                && Point.Nearness.EXACT.holds(our.get(1), their.get(1))
                && Point.Nearness.ROUGH.holds(inBuckets(our), inBuckets(their));
    }

    private static boolean addsUp(Answer answer) {
        return answer.series().values().stream()
                .flatMap(points -> points.values().stream())
                .allMatch(point -> !(point instanceof Point.Histogram(List<Double> numbers))
                        || Point.Nearness.ROUGH.holds(numbers.get(0), inBuckets(numbers)));
    }

    private static double inBuckets(List<Double> numbers) {
        return IntStream.range(2, numbers.size())
                .filter(i -> !isBound(i))
                .mapToDouble(numbers::get)
                .sum();
    }

    private static boolean inProportion(SortedMap<Long, Point> ours, SortedMap<Long, Point> theirs) {
        return List.copyOf(ours.keySet()).equals(List.copyOf(theirs.keySet()))
                && ours.entrySet().stream()
                        .allMatch(each ->
                                inProportion(each.getValue(), theirs.getOrDefault(each.getKey(), each.getValue())));
    }

    private static boolean inProportion(Point ours, Point theirs) {
        if (!(ours instanceof Point.Histogram(List<Double> our))
                || !(theirs instanceof Point.Histogram(List<Double> their))) {
            return ours.isNear(theirs, Point.Nearness.EXACT);
        }
        double factor = their.getFirst() == 0 ? 1 : our.getFirst() / their.getFirst();
        return our.size() == their.size()
                && factor <= 1 + 1e-9
                && IntStream.range(0, our.size())
                        .allMatch(
                                i -> Point.Nearness.ROUGH.holds(our.get(i), their.get(i) * (isBound(i) ? 1 : factor)));
    }

    /** Count and sum, then of each bucket a rule, two bounds, and the count. */
    private static boolean isBound(int index) {
        return index >= 2 && (index - 2) % 4 != 3;
    }

    private static Set<String> notesBut(String part, Answer answer) {
        return notes(answer).stream().filter(note -> !note.contains(part)).collect(Collectors.toSet());
    }

    private static Set<String> withoutPlaces(Answer answer) {
        return notes(answer).stream()
                .map(note -> note.replaceFirst(" \\(\\d+:\\d+\\)$", ""))
                .collect(Collectors.toSet());
    }

    private static Set<String> notes(Answer answer) {
        return Stream.concat(answer.warnings().stream(), answer.infos().stream())
                .collect(Collectors.toSet());
    }

    static Optional<KnownDifference> of(Difference difference) {
        return Arrays.stream(values()).filter(each -> each.explains(difference)).findFirst();
    }
}
