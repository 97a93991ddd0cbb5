package dev.nightjar.postmortems;

import dev.nightjar.postmortems.incident.EvidenceSource;
import dev.nightjar.postmortems.incident.ImpactSource;
import dev.nightjar.postmortems.incident.Incident;
import dev.nightjar.postmortems.postmortem.FrozenGraph;
import dev.nightjar.postmortems.postmortem.GraphSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Data that stand still: what a test puts in is found, whatever is asked. */
final class TestingSources implements EvidenceSource, ImpactSource, GraphSource {
    static final Finding SLOW_DISK = new Finding(
            "deviation",
            "checkout-7",
            "disk sda",
            Story.at("02:41:10"),
            "checkout-7 writes to sda in 212 ms, its peers in 4 ms",
            "write_seconds{instance=\"checkout-7\"}",
            50);
    static final Finding SLOW_WRITES = new Finding(
            "log-burst",
            "",
            "warn lines",
            Story.at("02:41:30"),
            "210 warn lines a minute, usually 1; such as: slow write | sda",
            "{service=\"checkout\"}",
            40);

    final List<Finding> findings = new CopyOnWriteArrayList<>();
    final AtomicInteger failures = new AtomicInteger();
    volatile boolean measured;

    @Override
    public List<Finding> find(String service, Instant from, Instant until) {
        if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            throw new IllegalStateException("the store is busy");
        }
        return List.copyOf(findings);
    }

    /** Minutes from 02:30 on: bad from 02:41 until 02:55. */
    @Override
    public List<SloSlices> slices(String service, Instant from, Instant until) {
        if (!measured) {
            return List.of();
        }
        List<Double> bad = new ArrayList<>();
        List<Double> total = new ArrayList<>();
        for (int minute = 30; minute < 65; minute++) {
            bad.add(minute >= 41 && minute < 55 ? 32.0 : 0.5);
            total.add(1000.0);
        }
        return List.of(new SloSlices(
                "checkout-availability", 0.999, Story.at("02:30:00"), Duration.ofMinutes(1), bad, total, 10_000));
    }

    @Override
    public List<FrozenGraph> graphs(Incident incident, Instant from, Instant until) {
        return List.of(new FrozenGraph(
                "Disk, time per write",
                "write_seconds{service=\"checkout\"}",
                "seconds",
                Story.at("02:40:00").toEpochMilli(),
                60,
                List.of(
                        new FrozenGraph.Series(
                                Map.of("instance", "checkout-7"),
                                Arrays.asList(0.004, null, 0.212, 0.212, 0.106, 0.004)),
                        new FrozenGraph.Series(
                                Map.of("instance", "checkout-8"), List.of(0.004, 0.004, 0.004, 0.004, 0.004, 0.004)))));
    }
}
