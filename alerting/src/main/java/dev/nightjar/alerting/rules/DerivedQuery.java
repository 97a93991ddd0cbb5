package dev.nightjar.alerting.rules;

import dev.nightjar.definition.DurationText;
import dev.nightjar.definition.Section;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns what a rule watches for into PromQL, where a rule has one of {@link #KINDS} in place of {@code expr}. The PromQL
 * is shown as the rule's expression: there is nothing that it does not say.
 */
final class DerivedQuery {
    /** A mapping of each name stands for an expression. */
    static final List<String> KINDS = List.of("absence", "heartbeat", "outlier", "long_tail");

    /** From the median absolute deviation to the standard deviation of what is normally distributed. */
    private static final String DEVIATIONS = "1.4826";

    private DerivedQuery() {}

    /** The expression of {@code kind}; nothing where the section is not right, which is then among its problems. */
    static Optional<String> of(String kind, Section section) {
        return switch (kind) {
            case "absence" -> absence(section);
            case "heartbeat" -> heartbeat(section);
            case "outlier" -> outlier(section);
            case "long_tail" -> longTail(section);
            default -> throw new IllegalArgumentException("not a kind of rule: " + kind);
        };
    }

    /** Series that were there and are there no longer; without {@code by}: none is there. */
    private static Optional<String> absence(Section section) {
        section.allow("series", "by", "remember", "within");
        String series = section.requiredText("series");
        List<String> by = section.textList("by");
        if (series.isEmpty()) {
            return Optional.empty();
        }
        String within = DurationText.of(section.duration("within", Duration.ofMinutes(5)));
        String remember = DurationText.of(section.duration("remember", Duration.ofDays(1)));
        return Optional.of(
                by.isEmpty() ? "absent_over_time(" + series + "[" + within + "])" : gone(series, by, remember, within));
    }

    private static String gone(String series, List<String> by, String remember, String within) {
        String group = "group by (" + String.join(", ", by) + ") (present_over_time(" + series + "[";
        return group + remember + "]))\nunless\n" + group + within + "]))";
    }

    /** A counter that should go up, or a time that should be renewed, every so often. */
    private static Optional<String> heartbeat(Section section) {
        section.allow("series", "every", "grace", "by", "timestamp");
        String series = section.requiredText("series");
        Duration every = section.duration("every", Duration.ZERO);
        if (every.isZero()) {
            section.problem("every", "field \"every\" is missing: how often it should beat, such as 1h");
        }
        if (series.isEmpty() || every.isZero()) {
            return Optional.empty();
        }
        Duration wait = every.plus(section.duration("grace", every.dividedBy(10)));
        String window = DurationText.of(wait);
        List<String> by = section.textList("by");
        String grouped = by.isEmpty() ? "" : " by (" + String.join(", ", by) + ")";
        String late = section.flag("timestamp", false)
                ? "time() - max" + grouped + " (last_over_time(" + series + "[" + window + "])) > " + wait.toSeconds()
                : "sum" + grouped + " (increase(" + series + "[" + window + "])) == 0";
        String missing = by.isEmpty()
                ? "absent_over_time(" + series + "[" + window + "])"
                : "(" + gone(series, by, DurationText.of(wait.multipliedBy(4)), window) + ")";
        return Optional.of("(" + late + ")\nor\n" + missing);
    }

    /** One of several alike is unlike the others: far from their median, counted in their usual distance from it. */
    private static Optional<String> outlier(Section section) {
        section.allow("expr", "of", "within", "deviations", "difference", "peers", "direction");
        String expr = section.requiredText("expr");
        String of = section.text("of").orElse("instance");
        List<String> within = section.textList("within");
        Optional<String> deviations = number(section, "deviations", "5");
        Optional<String> difference = number(section, "difference", "0.2");
        Optional<String> peers = number(section, "peers", "3");
        String direction = section.text("direction").orElse("both");
        if (!List.of("above", "below", "both").contains(direction)) {
            section.problem("direction", "direction: must be above, below or both, found \"" + direction + "\"");
            return Optional.empty();
        }
        if (expr.isEmpty() || deviations.isEmpty() || difference.isEmpty() || peers.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = new ArrayList<>(within);
        all.add(of);
        String group = "(" + String.join(", ", within) + ")";
        String value = "avg by (" + String.join(", ", all) + ") (" + expr + ")";
        String median = "quantile by " + group + " (0.5, " + value + ")";
        String distance = "(" + value + " - on " + group + " group_left () " + median + ")";
        String usual = DEVIATIONS + " * quantile by " + group + " (0.5, abs" + distance + ")";
        String least = difference.get() + " * abs(" + median + ")";
        String far = switch (direction) {
            case "above" -> distance;
            case "below" -> "-" + distance;
            default -> "abs" + distance;
        };
        return Optional.of("(" + far + "\n  > on " + group + " group_left ()\n(" + deviations.get() + " * " + usual
                + " > " + least + " or " + least + "))\nand on " + group + "\ncount by " + group + " (" + value
                + ") >= "
                + peers.get());
    }

    /** More than a share of the requests take longer than so many times the median. */
    private static Optional<String> longTail(Section section) {
        section.allow("histogram", "native", "times", "share", "by", "window", "min_requests");
        String histogram = section.requiredText("histogram");
        Optional<String> times = number(section, "times", "10");
        Optional<String> share = number(section, "share", "0.01");
        Optional<String> least = number(section, "min_requests", "100");
        if (histogram.isEmpty() || times.isEmpty() || share.isEmpty() || least.isEmpty()) {
            return Optional.empty();
        }
        boolean isNative = section.flag("native", false);
        List<String> by = section.textList("by");
        String window = "[" + DurationText.of(section.duration("window", Duration.ofMinutes(5))) + "]";
        String labels = "(" + String.join(", ", by) + ")";
        String withBounds = by.isEmpty() ? "(le)" : "(" + String.join(", ", by) + ", le)";
        String buckets = isNative
                ? "sum by " + labels + " (rate(" + histogram + window + "))"
                : "sum by " + withBounds + " (rate(" + suffixed(histogram, "_bucket") + window + "))";
        String requests = isNative
                ? "histogram_count(sum by " + labels + " (increase(" + histogram + window + ")))"
                : "sum by " + labels + " (increase(" + suffixed(histogram, "_count") + window + "))";
        BigDecimal quantile = BigDecimal.ONE.subtract(new BigDecimal(share.get()));
        return Optional.of("(histogram_quantile(" + quantile.toPlainString() + ", " + buckets + ")\n  > " + times.get()
                + " * histogram_quantile(0.5, " + buckets + "))\nand\n" + requests + " >= " + least.get());
    }

    private static String suffixed(String histogram, String suffix) {
        int brace = histogram.indexOf('{');
        return brace < 0
                ? histogram + suffix
                : histogram.substring(0, brace).strip() + suffix + histogram.substring(brace);
    }

    private static Optional<String> number(Section section, String field, String otherwise) {
        String written = section.text(field).orElse(otherwise);
        try {
            return Optional.of(new BigDecimal(written).toPlainString());
        } catch (NumberFormatException e) {
            section.problem(field, field + ": not a number: \"" + written + "\"");
            return Optional.empty();
        }
    }
}
