package dev.nightjar.alerting.slo;

import dev.nightjar.alerting.rules.Expression;
import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.Sample;
import dev.nightjar.alerting.rules.Track;
import dev.nightjar.model.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What is spent of the budget of the calendar's window that one is in, once that is more than all of it. No query has a
 * range that begins with a month, so it is read from the objective's history; and at its beginning a single failure is
 * more than so few events allow, so it is held against the events that the whole window will have at its pace.
 */
final class SpentOfCalendar implements Expression {
    private final Slo slo;
    private final SloHistory history;

    SpentOfCalendar(Slo slo, Expressions expressions) {
        this.slo = slo;
        this.history = new SloHistory(slo, expressions);
    }

    @Override
    public List<Sample> at(Instant instant) {
        SloWindow.Period period = slo.over().at(instant);
        SliceColumn slices = history.between(period.from(), instant);
        double bad = Arrays.stream(slices.bad()).sum();
        double total = 0;
        Instant since = instant;
        for (int i = slices.size() - 1; i >= 0; i--) {
            if (slices.hasData(i)) {
                total += slices.total()[i];
                since = slices.start(i);
            }
        }
        double spent = spent(bad, total, since, instant, period);
        return spent > 1 ? List.of(new Sample(Labels.EMPTY, spent)) : List.of();
    }

    /** By whole slices, and each window's history is read once. */
    @Override
    public List<Track> over(Instant first, Instant last, Duration step) {
        int steps = Math.toIntExact(Duration.between(first, last).dividedBy(step) + 1);
        double[] values = new double[steps];
        Arrays.fill(values, Track.ABSENT);
        boolean any = false;
        int at = 0;
        while (at < steps) {
            SloWindow.Period period = slo.over().at(first.plus(step.multipliedBy(at)));
            Instant end = period.until().isAfter(last) ? last : period.until().minusMillis(1);
            SliceColumn slices = history.between(period.from(), end);
            double bad = 0;
            double total = 0;
            Instant since = end;
            int slice = 0;
            for (Instant now = first.plus(step.multipliedBy(at));
                    at < steps && now.isBefore(period.until());
                    now = first.plus(step.multipliedBy(at))) {
                for (; slice < slices.size() && !slices.end(slice).isAfter(now); slice++) {
                    if (slices.hasData(slice)) {
                        since = since.isBefore(slices.start(slice)) ? since : slices.start(slice);
                        bad += slices.bad()[slice];
                        total += slices.total()[slice];
                    }
                }
                double spent = spent(bad, total, since, now, period);
                if (spent > 1) {
                    values[at] = spent;
                    any = true;
                }
                at++;
            }
        }
        return any ? List.of(new Track(Labels.EMPTY, values)) : List.of();
    }

    private double spent(double bad, double total, Instant since, Instant now, SloWindow.Period period) {
        if (!(total > 0)) {
            return 0;
        }
        return bad / (slo.budget() * total) * part(Duration.between(since, now), Duration.between(now, period.until()));
    }

    /** Which part of the events that a window will have it has had, when {@code known} of it are known. */
    static double part(Duration known, Duration ahead) {
        return known.toMillis() / (double) known.plus(ahead).toMillis();
    }
}
