package dev.nightjar.alerting.slo;

import dev.nightjar.definition.DurationText;
import java.time.Duration;

/**
 * An objective that counts slices of time rather than events.
 *
 * @param length of a slice
 * @param target the share of good events from which a slice is good; ignored where ratios are averaged
 * @param averages whether each slice counts with its share of bad events (OpenSLO's RatioTimeslices) instead of being
 *     either good or bad
 * @param noData what a slice without events counts as
 */
public record TimeSlices(Duration length, double target, boolean averages, NoData noData) {
    /** What is made of a slice that nothing is known of. It is shown as having no data in any case. */
    public enum NoData {
        GOOD,
        BAD,
        EXCLUDE
    }

    public TimeSlices {
        if (!length.isPositive() || length.toMillis() % 1000 != 0) {
            throw new IllegalArgumentException("a slice must be some whole seconds long, found " + length);
        }
    }

    /** Bad slices within a range, of queries of events with {@code {{.window}}}. */
    String bad(String badEvents, String totalEvents) {
        String counted = "sum(sum_over_time((" + badness(badEvents, totalEvents) + ")" + range() + "))";
        return noData != NoData.BAD
                ? "(" + counted + " or vector(0))"
                : "(" + counted + " or vector(0)) + (" + all() + " - (" + seen(badEvents, totalEvents)
                        + " or vector(0)))";
    }

    /** Slices within a range. */
    String total(String badEvents, String totalEvents) {
        return noData == NoData.EXCLUDE ? seen(badEvents, totalEvents) : all();
    }

    private String seen(String badEvents, String totalEvents) {
        return "sum(count_over_time((" + badness(badEvents, totalEvents) + ")" + range() + "))";
    }

    /** As many as there are in the range, whatever is known of them. */
    private String all() {
        return "vector({{.seconds}} / " + length.toSeconds() + ")";
    }

    private String range() {
        return "[{{.window}}:" + DurationText.of(length) + "]";
    }

    /** Of one slice: 1 if it is bad and 0 if it is good, or its share of bad events; nothing without events. */
    private String badness(String badEvents, String totalEvents) {
        String bad = Slo.fill(badEvents, length);
        String total = Slo.fill(totalEvents, length);
        String share = "((" + bad + ") or (" + total + ") * 0) / ((" + total + ") > 0)";
        return averages ? share : share + " > bool " + Slo.number(Math.round((1 - target) * 1e12) / 1e12);
    }
}
