package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.probeconfig.ProbeModule;
import dev.nightjar.ingest.probeconfig.ProbePlan;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.probe.ProbeReader;
import dev.nightjar.model.probe.ProbeStatus;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Probes what a {@link ProbeSettings} says. Nothing is probed before {@link #apply}; applying other settings changes what
 * is different and leaves alone what is not. Closing it stops: nothing is marked as ended, since the same series go on
 * when the server is there again.
 */
public final class Probing implements ProbeReader, AutoCloseable {
    private final ProbeLoop.Surroundings around;
    private final ScheduledExecutorService alarm;
    private Map<String, ProbeLoop> running = new LinkedHashMap<>();
    private volatile Map<String, ProbeModule> modules = Map.of();

    /**
     * @param workers starts a virtual thread for each task
     * @param host name of this machine, so that several that probe the same do so at different times
     */
    public Probing(
            Prober prober,
            SampleSink sink,
            IngestCounters counters,
            InstantSource clock,
            Executor workers,
            String host) {
        this(
                prober,
                sink,
                counters,
                clock,
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("probe-clock").daemon(true).factory()),
                workers,
                host);
    }

    Probing(
            Prober prober,
            SampleSink sink,
            IngestCounters counters,
            InstantSource clock,
            ScheduledExecutorService alarm,
            Executor workers,
            String host) {
        this.alarm = alarm;
        this.around = new ProbeLoop.Surroundings(
                prober, sink, counters, clock, alarm, workers, Integer.toUnsignedLong(host.hashCode()));
    }

    /** Probes so from now on. */
    public synchronized void apply(ProbeSettings settings) {
        modules = settings.modules();
        Map<String, ProbeLoop> wanted = new LinkedHashMap<>();
        for (ProbePlan plan : settings.probes()) {
            ProbeLoop present = running.remove(plan.name());
            if (present == null) {
                ProbeLoop fresh = new ProbeLoop(plan, around);
                fresh.start();
                wanted.put(plan.name(), fresh);
            } else if (present.plan().equals(plan)) {
                wanted.put(plan.name(), present);
            } else {
                ProbeLoop changed = present.becomes(plan);
                changed.start();
                wanted.put(plan.name(), changed);
            }
        }
        running.values().forEach(ProbeLoop::leave);
        running = wanted;
    }

    /** Modules of {@code blackbox.yml}, by name, as they are defined now. */
    public Map<String, ProbeModule> modules() {
        return modules;
    }

    @Override
    public synchronized List<ProbeStatus> probes() {
        return running.values().stream().map(ProbeLoop::status).toList();
    }

    @Override
    public synchronized void close() {
        alarm.shutdownNow();
        running.values().forEach(ProbeLoop::stop);
        running.clear();
    }
}
