package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * An objective: of the valid events in a window, or of its slices of time, at least {@code target} are good.
 *
 * @param over the time its budget is for
 * @param badQuery PromQL of the bad events, with <code>{{.window}}</code> where the range belongs
 * @param totalQuery PromQL of the valid events, likewise
 * @param slices where slices of time are counted rather than events
 * @param minBadEvents fewer bad events (or slices) than this in a long window wake nobody
 * @param source file it was read from
 * @param by labels of which each set of values has a budget of its own: then this is the pattern of several, its queries have
 *     {@link #GROUPING} and {@link #MATCHERS} in them, and filled in they tell the groups apart
 */
public record Slo(
        String name,
        String displayName,
        String service,
        double target,
        SloWindow over,
        String badQuery,
        String totalQuery,
        Optional<TimeSlices> slices,
        List<BurnWindow> windows,
        int minBadEvents,
        String source,
        List<String> by) {
    /** Where a pattern's queries say by what they sum up. */
    static final String GROUPING = "{{.by}}";

    /** Where a pattern's selectors say of which group they are. */
    static final String MATCHERS = "{{.group}}";

    public Slo {
        windows = List.copyOf(windows);
        by = List.copyOf(by);
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("target must lie between 0 and 1, found " + target);
        }
    }

    /** Of all that it counts. */
    Slo(
            String name,
            String displayName,
            String service,
            double target,
            SloWindow over,
            String badQuery,
            String totalQuery,
            Optional<TimeSlices> slices,
            List<BurnWindow> windows,
            int minBadEvents,
            String source) {
        this(
                name,
                displayName,
                service,
                target,
                over,
                badQuery,
                totalQuery,
                slices,
                windows,
                minBadEvents,
                source,
                List.of());
    }

    /** Whether it is the pattern of several. */
    public boolean isPattern() {
        return !by.isEmpty();
    }

    /** The one of the group whose series have these labels. */
    Slo of(Labels group) {
        return of(group, "");
    }

    /** The same where another group's has that name: it ends with {@code ending}. */
    Slo of(Labels group, String ending) {
        String matchers =
                by.stream().map(label -> label + "=" + quoted(group.get(label))).collect(Collectors.joining(","));
        return new Slo(
                name
                        + by.stream()
                                .map(label -> "-" + SloName.part(group.get(label)))
                                .collect(Collectors.joining("", "", ending)),
                displayName
                        + by.stream()
                                .map(label -> ", " + label + " " + group.get(label))
                                .collect(Collectors.joining()),
                service,
                target,
                over,
                badQuery.replace(GROUPING, "").replace(MATCHERS, matchers),
                totalQuery.replace(GROUPING, "").replace(MATCHERS, matchers),
                slices,
                windows,
                minBadEvents,
                source);
    }

    private static String quoted(String value) {
        return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    /** How long the window of its budget is; of a calendar's, how long it usually is. */
    public Duration window() {
        return over.length();
    }

    /** The same for another time. */
    Slo over(SloWindow other) {
        return new Slo(
                name,
                displayName,
                service,
                target,
                other,
                badQuery,
                totalQuery,
                slices,
                windows,
                minBadEvents,
                source,
                by);
    }

    /** The share of events that may be bad. Rounded, so that 1 - 0.999 is 0.001. */
    public double budget() {
        return Math.round((1 - target) * 1e12) / 1e12;
    }

    /** PromQL of what is bad within a range: events, or slices of time. */
    public String badQuery(Duration range) {
        return grouped(fill(slices.map(each -> each.bad(badQuery, totalQuery)).orElse(badQuery), range));
    }

    /** PromQL of all that counts within a range: events, or slices of time. */
    public String totalQuery(Duration range) {
        return grouped(fill(slices.map(each -> each.total(badQuery, totalQuery)).orElse(totalQuery), range));
    }

    /** A pattern's query, of all its groups at once. */
    private String grouped(String query) {
        return isPattern()
                ? query.replace(GROUPING, " by (" + String.join(", ", by) + ") ")
                        .replace(MATCHERS, "")
                : query;
    }

    /** Bad ones as a share of all. */
    public String ratioQuery(Duration range) {
        return "(" + badQuery(range) + ") / (" + totalQuery(range) + ")";
    }

    /** Times too fast at which the budget burns. */
    public String burnQuery(Duration range) {
        return ratioQuery(range) + " / " + number(budget());
    }

    /** Bad events counted: a rate is one per second. */
    public String badCountQuery(Duration range) {
        return counts(badQuery) ? "(" + badQuery(range) + ")" : "(" + badQuery(range) + ") * " + range.toSeconds();
    }

    /** Bad events in {@code range}, from what {@link #badQuery} gave for it. */
    public double badEvents(double value, Duration range) {
        return counts(badQuery) ? value : value * range.toMillis() / 1000.0;
    }

    /** Valid events in {@code range}, from what {@link #totalQuery} gave for it. */
    public double totalEvents(double value, Duration range) {
        return counts(totalQuery) ? value : value * range.toMillis() / 1000.0;
    }

    private boolean counts(String query) {
        return slices.isPresent() || query.contains("increase(") || query.contains("_over_time(");
    }

    static String fill(String query, Duration range) {
        return query.replaceAll("\\{\\{\\s*\\.window\\s*}}", DurationText.of(range))
                .replaceAll("\\{\\{\\s*\\.seconds\\s*}}", Long.toString(range.toSeconds()));
    }

    static String number(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
