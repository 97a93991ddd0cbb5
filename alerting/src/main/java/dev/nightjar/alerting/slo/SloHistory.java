package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.rules.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/*
 * Both queries are asked once over the whole window, with a range as long as a step: each sample counts in one slice. So
 * a new objective has its whole window at once, and what is known stays: later only what is new is asked for, and the
 * last slices again, as samples come late. Everything said of a budget is a sum over these slices: what is spent, what it
 * is charged to, how it burns down.
 */
/** Reads an objective's history and keeps it. Thread-safe. */
final class SloHistory {
    /** Slices in a window: 15 minutes of a month. */
    private static final int MOST_SLICES = 3_000;

    private static final List<Duration> LENGTHS = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(4),
            Duration.ofDays(1));

    private static final int STEPS_AT_ONCE = 5_000;
    private static final int ASKED_AGAIN = 2;

    /** Over less time a rate has too few samples to say anything. */
    private static final Duration SHORTEST = Duration.ofMinutes(1);

    /** Samples can be imported into the past: then all is read anew. */
    private static final Duration BELIEVED = Duration.ofHours(1);

    private final Slo slo;
    private final Duration length;
    private final Expressions expressions;
    private final Expression bad;
    private final Expression total;
    private @Nullable SliceColumn known;
    private Instant readAt = Instant.MIN;

    SloHistory(Slo slo, Expressions expressions) {
        this.slo = slo;
        this.length = length(slo);
        this.expressions = expressions;
        bad = expressions.prepare(slo.badQuery(length));
        total = expressions.prepare(slo.totalQuery(length));
    }

    private static Duration length(Slo slo) {
        Duration fit = LENGTHS.stream()
                .filter(each -> slo.window().dividedBy(each) <= MOST_SLICES)
                .findFirst()
                .orElse(LENGTHS.getLast());
        return slo.slices()
                .map(slices -> slices.length()
                        .multipliedBy(
                                Math.ceilDiv(fit.toSeconds(), slices.length().toSeconds())))
                .orElse(fit);
    }

    Duration length() {
        return length;
    }

    /**
     * Slices from the one in which {@code from} lies to {@code until}, where the last may be cut short. Those of a calendar's
     * window begin with it: its boundary is a local time, which is a whole hour of no clock but its own.
     */
    synchronized SliceColumn between(Instant from, Instant until) {
        long size = length.toMillis();
        long begin = switch (slo.over()) {
            case SloWindow.Rolling _ -> Math.floorDiv(from.toEpochMilli(), size) * size;
            case SloWindow.Calendar _ -> from.toEpochMilli();
        };
        int count = Math.toIntExact(Math.max(0, Math.floorDiv(until.toEpochMilli() - begin, size)));
        SliceColumn column = read(begin, count, until);
        known = column;
        return withOpenSlice(column, until);
    }

    private SliceColumn withOpenSlice(SliceColumn whole, Instant until) {
        Duration open =
                Duration.ofSeconds(Duration.between(whole.until(), until).toSeconds());
        if (slo.slices().isPresent() || open.compareTo(SHORTEST) < 0) {
            return whole;
        }
        int size = whole.size();
        double[] badOnes = Arrays.copyOf(whole.bad(), size + 1);
        double[] all = Arrays.copyOf(whole.total(), size + 1);
        all[size] = slo.totalEvents(sum(slo.totalQuery(open), until), open);
        double value = slo.badEvents(sum(slo.badQuery(open), until), open);
        badOnes[size] = all[size] > 0 && value > 0 ? value : 0;
        return new SliceColumn(whole.from(), length, until, badOnes, all);
    }

    /** NaN where there is nothing. */
    private double sum(String query, Instant at) {
        double sum = Double.NaN;
        for (Sample sample : expressions.prepare(query).at(at)) {
            if (sample.histogram() == null && Double.isFinite(sample.value())) {
                sum = (Double.isNaN(sum) ? 0 : sum) + sample.value();
            }
        }
        return sum;
    }

    private SliceColumn read(long beginMillis, int count, Instant now) {
        double[] badOnes = new double[count];
        double[] all = new double[count];
        Arrays.fill(all, Double.NaN);
        int reused = reuse(beginMillis, now, badOnes, all);
        if (reused == 0) {
            readAt = now;
        }
        for (int at = reused; at < count; at += STEPS_AT_ONCE) {
            int end = Math.min(count, at + STEPS_AT_ONCE);
            Instant begin = Instant.ofEpochMilli(beginMillis + (at + 1) * length.toMillis());
            Instant finish = Instant.ofEpochMilli(beginMillis + end * length.toMillis());
            Arrays.fill(badOnes, at, end, 0);
            Arrays.fill(all, at, end, Double.NaN);
            add(total.over(begin, finish, length), all, at, true);
            add(bad.over(begin, finish, length), badOnes, at, false);
        }
        for (int i = 0; i < count; i++) {
            // Bad events of a slice without any are noise of subtraction, not an outage.
            badOnes[i] = all[i] > 0 ? Math.max(0, badOnes[i]) : 0;
        }
        return new SliceColumn(
                Instant.ofEpochMilli(beginMillis),
                length,
                Instant.ofEpochMilli(beginMillis + count * length.toMillis()),
                badOnes,
                all);
    }

    /** Takes over what is known from the beginning; says how many slices. */
    private int reuse(long beginMillis, Instant now, double[] badOnes, double[] all) {
        SliceColumn before = known;
        if (before == null || Duration.between(readAt, now).compareTo(BELIEVED) > 0) {
            return 0;
        }
        long later = beginMillis - before.from().toEpochMilli();
        long shift = Math.floorDiv(later, length.toMillis());
        int usable = Math.toIntExact(Math.clamp(before.size() - ASKED_AGAIN - shift, 0, badOnes.length));
        if (shift < 0 || usable == 0 || later % length.toMillis() != 0) {
            return 0;
        }
        System.arraycopy(before.bad(), (int) shift, badOnes, 0, usable);
        System.arraycopy(before.total(), (int) shift, all, 0, usable);
        return usable;
    }

    private void add(List<Track> tracks, double[] to, int from, boolean totals) {
        for (Track track : tracks) {
            for (int i = 0; i < track.values().length; i++) {
                double value = track.values()[i];
                if (track.isPresent(i) && Double.isFinite(value)) {
                    double events = totals ? slo.totalEvents(value, length) : slo.badEvents(value, length);
                    to[from + i] = (Double.isNaN(to[from + i]) ? 0 : to[from + i]) + events;
                }
            }
        }
    }
}
