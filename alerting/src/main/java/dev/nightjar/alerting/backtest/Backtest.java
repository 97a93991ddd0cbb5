package dev.nightjar.alerting.backtest;

import dev.nightjar.alerting.oncall.OnCall;
import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Rule;
import dev.nightjar.alerting.rules.Threshold;
import dev.nightjar.alerting.rules.Track;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/*
 * The expression is asked over ranges, a few thousand steps at a time, and of each series only the stretches are kept in
 * which it held: for each threshold, as a rule's own may be too low or too high. What fires and what pages is worked out
 * of the stretches, which are few, for each "for". So the history is read once whatever is asked about it.
 */
/** Tries one alerting rule on stored history. */
public final class Backtest {
    /** Values that one range query gives at most: some 16 MB. */
    private static final long MOST_VALUES = 2_000_000;

    private static final int FIRST_STEPS = 60;
    private static final int MOST_STEPS = 5_000;

    /** Times the rule's own. */
    private static final double[] THRESHOLDS = {0.5, 0.8, 1.25, 2};

    private static final List<Duration> FORS =
            List.of(Duration.ZERO, Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15));

    private final Rule.AlertRule rule;
    private final Instant from;
    private final Instant until;
    private final Duration step;
    private final List<@Nullable Double> thresholds;
    private final List<Map<Labels, Holding>> held = new ArrayList<>();
    private final int own;
    private int series;

    /**
     * @param step the interval of the rule's group
     */
    public Backtest(Rule.AlertRule rule, Instant from, Instant until, Duration step) {
        if (!from.isBefore(until)) {
            throw new IllegalArgumentException("nothing lies between " + from + " and " + until);
        }
        this.rule = rule;
        this.from = from;
        this.until = until;
        this.step = step;
        Threshold threshold = rule.expression().threshold().orElse(null);
        thresholds = threshold == null ? new ArrayList<>() : new ArrayList<>(around(threshold.value()));
        if (threshold == null) {
            thresholds.add(null);
        }
        own = threshold == null ? 0 : thresholds.indexOf(threshold.value());
        thresholds.forEach(each -> held.add(new HashMap<>()));
    }

    private static List<Double> around(double value) {
        TreeSet<Double> values = new TreeSet<>();
        values.add(value);
        for (double factor : THRESHOLDS) {
            values.add(value * factor);
        }
        return List.copyOf(values);
    }

    /** Reads the history and says what would have been. Throws what the expression throws. */
    public BacktestResult run(OnCall people, List<KnownIncident> incidents) {
        read();
        Notices notices = new Notices(rule, people, incidents, from, step);
        List<BacktestResult.Variant> variants = new ArrayList<>();
        List<BacktestResult.Notice> asItIs = List.of();
        for (int i = 0; i < thresholds.size(); i++) {
            for (Duration holdFor : fors()) {
                boolean current = i == own && holdFor.equals(rule.holdFor());
                List<BacktestResult.Notice> found = notices.of(held.get(i), holdFor);
                asItIs = current ? found : asItIs;
                variants.add(notices.variant(thresholds.get(i), holdFor, current, found));
            }
        }
        return notices.result(until, series, asItIs, variants);
    }

    private List<Duration> fors() {
        TreeSet<Duration> fors = new TreeSet<>(FORS);
        fors.add(rule.holdFor());
        return List.copyOf(fors);
    }

    private void read() {
        Threshold threshold = rule.expression().threshold().orElse(null);
        Expression asked = threshold == null ? rule.expression() : threshold.compared();
        long steps = Duration.between(from, until).dividedBy(step) + 1;
        long at = 0;
        int size = FIRST_STEPS;
        while (at < steps) {
            long last = Math.min(at + size, steps) - 1;
            List<Track> tracks = asked.over(time(at), time(last), step);
            for (Track track : tracks) {
                keep(track, at, threshold);
            }
            series = Math.max(series, tracks.size());
            at = last + 1;
            size = Math.clamp(MOST_VALUES / Math.max(1, tracks.size()), 1, MOST_STEPS);
        }
    }

    private Instant time(long at) {
        return from.plus(step.multipliedBy(at));
    }

    private void keep(Track track, long first, @Nullable Threshold threshold) {
        Labels labels = track.labels().without(Labels.METRIC_NAME);
        double[] values = track.values();
        for (int i = 0; i < thresholds.size(); i++) {
            Double limit = thresholds.get(i);
            Holding holding = held.get(i).get(labels);
            for (int at = 0; at < values.length; at++) {
                boolean holds = track.isPresent(at)
                        && (threshold == null
                                || limit == null
                                || threshold.comparison().holds(values[at], limit));
                if (holds) {
                    if (holding == null) {
                        holding = new Holding();
                        held.get(i).put(labels, holding);
                    }
                    holding.holds(first + at);
                }
            }
        }
    }
}
