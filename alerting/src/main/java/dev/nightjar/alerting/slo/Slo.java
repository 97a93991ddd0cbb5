package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import java.time.Duration;
import java.util.List;

/**
 * An objective: of the valid events in a rolling window, at least {@code target} are good.
 *
 * @param badQuery PromQL of the bad events, with <code>{{.window}}</code> where the range belongs
 * @param totalQuery PromQL of the valid events, likewise
 * @param minBadEvents fewer bad events than this in a long window wake nobody
 * @param source file it was read from
 */
public record Slo(
        String name,
        String displayName,
        String service,
        double target,
        Duration window,
        String badQuery,
        String totalQuery,
        List<BurnWindow> windows,
        int minBadEvents,
        String source) {
    public Slo {
        windows = List.copyOf(windows);
        if (!(target > 0 && target < 1)) {
            throw new IllegalArgumentException("target must lie between 0 and 1, found " + target);
        }
    }

    /** The share of events that may be bad. Rounded, so that 1 - 0.999 is 0.001. */
    public double budget() {
        return Math.round((1 - target) * 1e12) / 1e12;
    }

    public String badQuery(Duration over) {
        return fill(badQuery, over);
    }

    public String totalQuery(Duration over) {
        return fill(totalQuery, over);
    }

    /** Bad events as a share of valid ones. */
    public String ratioQuery(Duration over) {
        return "(" + badQuery(over) + ") / (" + totalQuery(over) + ")";
    }

    /** Times too fast at which the budget burns. */
    public String burnQuery(Duration over) {
        return ratioQuery(over) + " / " + number(budget());
    }

    /** Bad events counted: a rate is one per second. */
    public String badCountQuery(Duration over) {
        return countsEvents(badQuery) ? "(" + badQuery(over) + ")" : "(" + badQuery(over) + ") * " + over.toSeconds();
    }

    /** Events in {@code over}, from what a query gave for it. */
    static double events(String query, double value, Duration over) {
        return countsEvents(query) ? value : value * over.toMillis() / 1000.0;
    }

    private static boolean countsEvents(String query) {
        return query.contains("increase(") || query.contains("_over_time(");
    }

    private static String fill(String query, Duration over) {
        return query.replaceAll("\\{\\{\\s*\\.window\\s*}}", DurationText.of(over));
    }

    static String number(double value) {
        return new java.math.BigDecimal(Double.toString(value))
                .stripTrailingZeros()
                .toPlainString();
    }
}
