package dev.nightjar.ingest.probe;

import dev.nightjar.model.Labels;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One run of a probe while it is under way: its time, its phases, what it has open and what it found out. Used by one
 * thread, but for {@link #expire}, which any thread may call.
 */
final class ProbeRun {
    static final String SUCCESS = "probe_success";
    static final String DURATION = "probe_duration_seconds";

    private final LongSupplier nanos;
    private final Duration timeout;
    private final long began;
    private final SequencedMap<String, Long> phases = new LinkedHashMap<>();
    private final SequencedMap<Labels, Double> values = new LinkedHashMap<>();
    private final List<String> log = new ArrayList<>();
    private final List<Closeable> open = new ArrayList<>();
    private String phase = "";
    private String phaseMetric = "";
    private long phaseBegan;
    private boolean expired;
    private @Nullable Instant certificateEnds;

    ProbeRun(LongSupplier nanos, Duration timeout) {
        this.nanos = nanos;
        this.timeout = timeout;
        this.began = nanos.getAsLong();
    }

    /** Names the metric of this probe's phases, and all those that it can have: they are 0 where it does not come to them. */
    void phases(String metric, String... all) {
        phaseMetric = metric;
        for (String one : all) {
            phases.put(one, 0L);
        }
    }

    /** Begins a phase; the one before it ends. What comes twice, since it was redirected, is added up. */
    void enter(String next) throws ProbeFailedException {
        leave();
        phase = next;
        phaseBegan = nanos.getAsLong();
        log(next + " begins");
        remaining();
    }

    /** The last phase is over: what fails from here on fails what is expected. */
    void leave() {
        if (!phase.isEmpty()) {
            phases.merge(phase, nanos.getAsLong() - phaseBegan, Long::sum);
            phase = "";
        }
    }

    /** What is left of the time. */
    Duration remaining() throws ProbeFailedException {
        Duration left = timeout.minusNanos(nanos.getAsLong() - began);
        if (!left.isPositive()) {
            throw new ProbeFailedException(timedOut());
        }
        return left;
    }

    private String timedOut() {
        return "no end within " + timeout.toMillis() + " ms";
    }

    /** Closes {@code resource} when the run is over, or when its time is. */
    synchronized <T extends Closeable> T own(T resource) throws ProbeFailedException {
        if (expired) {
            close(resource);
            throw new ProbeFailedException(timedOut());
        }
        open.add(resource);
        return resource;
    }

    /** The time is up: what is open is closed under the hands of whoever waits for it. */
    synchronized void expire() {
        expired = true;
        open.reversed().forEach(ProbeRun::close);
        open.clear();
    }

    private synchronized boolean isExpired() {
        return expired;
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }

    /** @param labels names and values by turns */
    void value(String metric, double value, String... labels) {
        Labels.Builder series = Labels.builder().set(Labels.METRIC_NAME, metric);
        for (int i = 0; i < labels.length; i += 2) {
            series.set(labels[i], labels[i + 1]);
        }
        values.put(series.build(), value);
    }

    /** A whole number, exact up to 2^53. */
    void value(String metric, long value) {
        value(metric, (double) value, new String[0]);
    }

    void value(String metric, boolean value) {
        value(metric, value ? 1L : 0L);
    }

    void certificateEnds(Instant at) {
        certificateEnds = at;
    }

    Optional<Instant> certificateEnds() {
        return Optional.ofNullable(certificateEnds);
    }

    void log(String step) {
        log.add(String.format(
                java.util.Locale.ROOT, "%9.3f ms  %s", (nanos.getAsLong() - began) / 1e6, step.replace('\n', ' ')));
    }

    ProbeOutcome succeeded() {
        leave();
        return ended(true, "", "");
    }

    ProbeOutcome failed(String reason) {
        String where = phase.isEmpty() ? "expectation" : phase;
        leave();
        String why = isExpired() ? timedOut() : reason;
        log("failed in phase " + where + ": " + why);
        return ended(false, where, why);
    }

    private ProbeOutcome ended(boolean success, String where, String why) {
        Duration took = Duration.ofNanos(nanos.getAsLong() - began);
        expire();
        SequencedMap<String, Duration> measured = new LinkedHashMap<>();
        phases.forEach((name, length) -> {
            measured.put(name, Duration.ofNanos(length));
            if (!phaseMetric.isEmpty()) {
                value(phaseMetric, length / 1e9, "phase", name);
            }
        });
        if (!success) {
            value("probe_failure_info", 1, "phase", where);
        }
        value(DURATION, took.toNanos() / 1e9);
        value(SUCCESS, success);
        return new ProbeOutcome(success, took, measured, where, why, values, certificateEnds(), log);
    }
}
