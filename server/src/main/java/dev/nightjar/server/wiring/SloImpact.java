package dev.nightjar.server.wiring;

import dev.nightjar.alerting.slo.Slo;
import dev.nightjar.alerting.slo.SloStatus;
import dev.nightjar.postmortems.incident.ImpactSource;
import dev.nightjar.query.deviation.RangeQuery;
import dev.nightjar.query.deviation.RangeQuery.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Counts the events of a service's objectives, slice by slice, from the stored history. */
public final class SloImpact implements ImpactSource {
    private static final Duration SLICE = Duration.ofSeconds(30);
    private static final int MOST_SLICES = 1_000;

    private final Supplier<List<SloStatus>> slos;
    private final RangeQuery queries;

    public SloImpact(Supplier<List<SloStatus>> slos, RangeQuery queries) {
        this.slos = slos;
        this.queries = queries;
    }

    @Override
    public List<SloSlices> slices(String service, Instant from, Instant until) {
        List<SloSlices> found = new ArrayList<>();
        for (SloStatus status : slos.get()) {
            if (status.slo().service().equals(service)) {
                found.add(slices(status, from, until));
            }
        }
        return found;
    }

    private SloSlices slices(SloStatus status, Instant from, Instant until) {
        Slo slo = status.slo();
        long range = Duration.between(from, until).toMillis();
        long slice = SLICE.toMillis() * Math.max(1, Math.ceilDiv(range, SLICE.toMillis() * MOST_SLICES));
        long start = from.toEpochMilli() / slice * slice;
        long end = Math.max(until.toEpochMilli() / slice * slice, start + slice);
        Duration over = Duration.ofMillis(slice);
        // a query at a slice's end looks back over the slice
        List<Double> total = events(slo.totalQuery(over), slo::totalEvents, over, start + slice, end);
        List<Double> bad = events(slo.badQuery(over), slo::badEvents, over, start + slice, end);
        for (int i = 0; i < bad.size(); i++) {
            if (bad.get(i).isNaN() && !total.get(i).isNaN()) {
                bad.set(i, 0.0);
            }
        }
        Double totalEvents = status.totalEvents();
        double budget = totalEvents == null ? Double.NaN : slo.budget() * totalEvents;
        return new SloSlices(slo.name(), slo.target(), Instant.ofEpochMilli(start), over, bad, total, budget);
    }

    /** Turns what a query gave for a range into events. */
    private interface Counted {
        double events(double value, Duration range);
    }

    private List<Double> events(String query, Counted counted, Duration over, long start, long end) {
        List<Row> rows = queries.ask(query, start, end, over.toMillis());
        int steps = Math.toIntExact((end - start) / over.toMillis() + 1);
        List<Double> events = new ArrayList<>(steps);
        for (int i = 0; i < steps; i++) {
            double value = rows.isEmpty() ? Double.NaN : rows.getFirst().values()[i];
            events.add(counted.events(value, over));
        }
        return events;
    }
}
