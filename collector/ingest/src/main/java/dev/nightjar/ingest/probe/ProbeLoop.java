package dev.nightjar.ingest.probe;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.probeconfig.ProbePlan;
import dev.nightjar.ingest.scrape.ScrapeSlots;
import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.SampleBatch;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.probe.ProbeStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one probe whenever it is due, until it is gone. Runs of one probe never overlap. Thread-safe. */
final class ProbeLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ProbeLoop.class);
    private static final String PROTOCOL = "probe";

    /** What all probes share. */
    record Surroundings(
            Prober prober,
            SampleSink sink,
            IngestCounters counters,
            InstantSource clock,
            ScheduledExecutorService alarm,
            Executor workers,
            long seed) {}

    private final ProbePlan plan;
    private final Surroundings around;
    private final ScrapeSlots slots;
    private final FailureWindow window;
    private final ProbeSeries series;
    private volatile ProbeStatus status;
    private boolean stopped;
    private @Nullable ScheduledFuture<?> next;

    ProbeLoop(ProbePlan plan, Surroundings around) {
        this(plan, around, new FailureWindow(plan.failing()), new ProbeSeries(plan.seriesLabels()), Optional.empty());
    }

    private ProbeLoop(
            ProbePlan plan,
            Surroundings around,
            FailureWindow window,
            ProbeSeries series,
            Optional<ProbeStatus> before) {
        this.plan = plan;
        this.around = around;
        this.window = window;
        this.series = series;
        this.slots = ScrapeSlots.of(plan.interval().toMillis(), hash(plan.name()) ^ around.seed());
        this.status = described(
                before.flatMap(ProbeStatus::last),
                before.flatMap(ProbeStatus::lastFailure),
                before.flatMap(ProbeStatus::certificateEnds));
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ hash >>> 32;
    }

    ProbePlan plan() {
        return plan;
    }

    ProbeStatus status() {
        return status;
    }

    /** This one goes no further; the answer goes on with its series and with what is known of its last runs. */
    synchronized ProbeLoop becomes(ProbePlan other) {
        stop();
        boolean sameSeries = series.base().equals(other.seriesLabels());
        if (!sameSeries) {
            end();
        }
        return new ProbeLoop(
                other,
                around,
                window.share().equals(other.failing()) && sameSeries ? window : new FailureWindow(other.failing()),
                sameSeries ? series : new ProbeSeries(other.seriesLabels()),
                sameSeries ? Optional.of(status) : Optional.empty());
    }

    /** Runs at the next slot, and so on. */
    synchronized void start() {
        schedule(slots.after(around.clock().millis()));
    }

    /** Nothing more happens, and nothing is marked as ended: the server stops and will go on with the same series. */
    synchronized void stop() {
        stopped = true;
        if (next != null) {
            next.cancel(false);
        }
    }

    /** The probe is no longer defined: its series end. */
    synchronized void leave() {
        stop();
        end();
    }

    private void end() {
        if (series.isEmpty()) {
            return;
        }
        IngestResult result = around.sink().append(series.end(around.clock().millis()));
        if (result instanceof IngestResult.Accepted) {
            series.stored();
        } else {
            LOG.warn("the end of probe {} could not be stored: {}", plan.name(), result);
        }
    }

    private synchronized void schedule(long slot) {
        if (stopped) {
            return;
        }
        long wait = Math.max(0, slot - around.clock().millis());
        try {
            next = around.alarm().schedule(() -> hand(slot), wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            stopped = true; // the server is stopping
        }
    }

    private void hand(long slot) {
        try {
            around.workers().execute(() -> run(slot));
        } catch (RejectedExecutionException e) {
            stop();
        }
    }

    private void run(long slot) {
        long at = slots.timeOf(slot, around.clock().millis());
        try {
            ProbeOutcome outcome = around.prober()
                    .probe(plan.check(), plan.target(), Optional.empty(), plan.certificateDays(), plan.timeout());
            take(outcome, at);
        } catch (RuntimeException e) {
            LOG.error("a run of probe {} broke off; the next is tried", plan.name(), e);
        }
        schedule(slots.after(Math.max(slot, around.clock().millis())));
    }

    private synchronized void take(ProbeOutcome outcome, long atMillis) {
        if (stopped) {
            return;
        }
        ProbeStatus.State before = window.state();
        window.add(outcome.success());
        store(series.of(outcome, window.state(), atMillis));
        Instant at = Instant.ofEpochMilli(atMillis);
        status = described(
                Optional.of(new ProbeStatus.Run(at, outcome.success(), outcome.took(), phases(outcome))),
                outcome.success()
                        ? status.lastFailure()
                        : Optional.of(new ProbeStatus.Failure(at, outcome.failedPhase(), outcome.reason())),
                outcome.certificateEnds().or(status::certificateEnds));
        if (window.state() != before) {
            LOG.info(
                    "probe {} of {} is {} now{}",
                    plan.name(),
                    plan.target(),
                    window.state().name().toLowerCase(java.util.Locale.ROOT),
                    outcome.success() ? "" : ": " + outcome.failedPhase() + ": " + outcome.reason());
        }
    }

    private static List<ProbeStatus.Phase> phases(ProbeOutcome outcome) {
        List<ProbeStatus.Phase> phases = new ArrayList<>();
        outcome.phases().forEach((name, took) -> phases.add(new ProbeStatus.Phase(name, took)));
        return phases;
    }

    private void store(SampleBatch batch) {
        IngestResult result = around.sink().append(batch);
        switch (result) {
            case IngestResult.Accepted all -> {
                series.stored();
                around.counters().accepted(PROTOCOL, PROTOCOL, all.items());
            }
            case IngestResult.Rejected some -> {
                series.stored();
                for (Rejection reason : some.reasons()) {
                    around.counters().refused(PROTOCOL, PROTOCOL, reason);
                }
            }
            case IngestResult.Overloaded full ->
                around.counters()
                        .refused(PROTOCOL, PROTOCOL, new Rejection("overloaded", full.reason(), batch.sampleCount()));
        }
    }

    private ProbeStatus described(
            Optional<ProbeStatus.Run> last, Optional<ProbeStatus.Failure> failure, Optional<Instant> certificateEnds) {
        return new ProbeStatus(
                plan.name(),
                plan.kind(),
                plan.target(),
                plan.seriesLabels(),
                plan.interval(),
                plan.timeout(),
                plan.failing().toString(),
                window.state(),
                last,
                failure,
                certificateEnds,
                window.runs());
    }
}
