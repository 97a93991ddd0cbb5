package dev.nightjar.client;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.SampleBatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger.Level;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A service's way to Nightjar: its meters, its log lines, its changes.
 *
 * <p>Nothing here blocks the service or throws into it. What cannot be sent waits in memory, bounded; when it is full
 * the oldest goes, and is counted ({@code nightjar_client_dropped_total}). Thread-safe.
 */
public final class NightjarClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.nightjar.client");
    private static final Duration LOG_INTERVAL = Duration.ofSeconds(1);

    /** Of the time there is to close: the rest is for ending what did not end by itself. */
    private static final double SHARE_TO_SEND = 0.9;

    /** Snapshots taken in a row, as when history is filled in, share a request up to this size. */
    private static final int MOST_SAMPLES_A_BATCH = 5000;

    /** Of bytes waiting: a lane keeps one shipment however large it is. */
    private static final long ONLY_THE_NEWEST = 0;

    private final InstantSource clock;
    private final Duration interval;
    private final boolean beats;
    private final Duration closeWithin;
    private final ThreadFactory threads;
    private final String service;
    private final String instance;
    private final String sender;
    private final AtomicLong sequence = new AtomicLong();
    private final NightjarMeterRegistry registry;
    private final LogShipper logs;
    private final LogShipper callRecords;
    private final Calls calls;
    private final ShippingLane metricsLane;
    private final ShippingLane logsLane;
    private final ShippingLane changesLane;
    private final ShippingLane heartbeatsLane;
    private final AtomicBoolean beating = new AtomicBoolean();
    private final @Nullable HttpClient ownHttp;
    private final Thread pulse;

    private final Object collecting = new Object();
    private SampleBatch.Builder collected = SampleBatch.builder();

    private final ReentrantLock closeLock = new ReentrantLock();
    private final Condition closeAsked = closeLock.newCondition();
    private boolean closed;

    NightjarClient(NightjarClientBuilder from) {
        clock = from.clock;
        interval = from.interval;
        beats = !interval.isZero() && !interval.isNegative();
        closeWithin = from.closeWithin;
        threads = from.threads;
        service = from.service;
        instance = from.instance;
        sender = "%016x".formatted(from.random.nextLong());
        HttpClient http = from.http == null ? Transport.newHttpClient(from.trust) : from.http;
        ownHttp = from.http == null ? http : null;
        Transport transport = new Transport(http, from.server, from.token, clock);
        metricsLane = lane("metrics", transport, from);
        logsLane = lane("logs", transport, from);
        changesLane = lane("changes", transport, from);
        heartbeatsLane = new ShippingLane(
                instance + "-heartbeats", transport, from.retry, from.random, ONLY_THE_NEWEST, from.threads);
        Labels labels = Labels.builder()
                .setAll(from.labels)
                .set("service", service)
                .set("instance", instance)
                .build();
        int mostLineBytes = (int) Math.min(Integer.MAX_VALUE, from.mostQueuedBytes);
        logs = new LogShipper(labels, mostLineBytes, from.spans);
        callRecords = new LogShipper(labels.with("log", "calls"), mostLineBytes, from.spans);
        registry = new NightjarMeterRegistry(new MicrometerClock(clock), from.spans);
        labels.forEach(label -> registry.config().commonTags(label.name(), label.value()));
        ClientMeters.register(
                registry,
                from.version,
                Map.of("metrics", metricsLane, "logs", logsLane, "changes", changesLane, "heartbeats", heartbeatsLane),
                () -> logs.droppedLines() + callRecords.droppedLines());
        calls = new Calls(from.calls, registry, callRecords, from.version, sender, clock, System::nanoTime);
        pulse = from.threads.newThread(this::run);
        pulse.setName("nightjar-" + instance);
    }

    private static ShippingLane lane(String kind, Transport transport, NightjarClientBuilder from) {
        return new ShippingLane(
                from.instance + "-" + kind, transport, from.retry, from.random, from.mostQueuedBytes, from.threads);
    }

    /**
     * @param service such as {@code checkout}; every series and stream carries it
     * @param instance of the service, such as {@code checkout-7}; unique within the service
     */
    public static NightjarClientBuilder builder(String service, String instance) {
        return new NightjarClientBuilder(service, instance);
    }

    void start() {
        metricsLane.start();
        logsLane.start();
        changesLane.start();
        if (beats) {
            pulse.start();
        }
        ProcessClients.OPEN.started(this);
    }

    /** The client of this process that was started first and is open: for what cannot be handed one. */
    public static Optional<NightjarClient> ofProcess() {
        return ProcessClients.OPEN.first();
    }

    public MeterRegistry meters() {
        return registry;
    }

    public LogShipper logs() {
        return logs;
    }

    /** Watches the calls that the service answers and makes; interceptors are made with it. */
    public Calls calls() {
        return calls;
    }

    /**
     * A job's sign of life: the server pages when it stays away. Of several that could not be sent only the newest is
     * kept.
     *
     * @param token the last part of the heartbeat's URL
     */
    public void heartbeat(String token) {
        if (beating.compareAndSet(false, true)) {
            heartbeatsLane.start();
        }
        heartbeatsLane.offer(Shipment.heartbeat(nextId(), token));
    }

    /** A new version went live on this instance. Returns the change's id. */
    public String recordDeploy(String version, String by) {
        return recordChange("deploy", "deployed " + service + " " + version, by, Map.of("version", version));
    }

    /** A feature toggle of the service was switched. Returns the change's id. */
    public String recordToggle(String toggle, boolean on, String by) {
        return recordChange(
                "toggle", "switched " + toggle + (on ? " on" : " off"), by, Map.of("toggle", toggle, "on", "" + on));
    }

    /** A change of this instance, now. Returns its id. */
    public String recordChange(String kind, String summary, String by, Map<String, String> details) {
        String changeId = nextId();
        recordChange(new Change(changeId, clock.instant(), service, instance, kind, summary, by, details));
        return changeId;
    }

    public void recordChange(Change change) {
        changesLane.offer(Shipment.of(nextId(), change));
    }

    /** Reads every meter now. The samples leave with the next {@link #flush}, or before when there are many. */
    public void collect() {
        calls.reportOverdue();
        synchronized (collecting) {
            registry.sampleInto(collected, clock.millis());
            if (collected.sampleCount() >= MOST_SAMPLES_A_BATCH) {
                sealSamples();
            }
        }
    }

    /** Sends off what was collected and logged. Only needed where the client was built with interval zero. */
    public void flush() {
        synchronized (collecting) {
            sealSamples();
        }
        flushLogs();
    }

    private void sealSamples() {
        if (collected.sampleCount() > 0) {
            metricsLane.offer(Shipment.of(nextId(), collected.build()));
            collected = SampleBatch.builder();
        }
    }

    private void flushLogs() {
        for (LogShipper each : List.of(logs, callRecords)) {
            for (LogBatch lines = each.poll(); lines != null; lines = each.poll()) {
                logsLane.offer(Shipment.of(nextId(), lines));
            }
        }
    }

    /** Waits until the server has answered all that was sent off; false when that took longer. The one method that blocks. */
    public boolean drain(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        for (ShippingLane lane : lanes()) {
            if (!lane.drain(Duration.ofNanos(deadline - System.nanoTime()))) {
                return false;
            }
        }
        return true;
    }

    private List<ShippingLane> lanes() {
        return List.of(metricsLane, logsLane, changesLane, heartbeatsLane);
    }

    private String nextId() {
        return sender + "-" + sequence.incrementAndGet();
    }

    private void run() {
        long next = System.nanoTime() + interval.toNanos();
        while (!sleepUnlessClosed(Math.min(LOG_INTERVAL.toNanos(), next - System.nanoTime()))) {
            try {
                if (System.nanoTime() - next >= 0) {
                    next = Beat.after(next, System.nanoTime(), interval.toNanos());
                    collect();
                    flush();
                } else {
                    calls.reportOverdue();
                    flushLogs();
                }
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "Nightjar client: a beat failed and is skipped", e);
            }
        }
    }

    private boolean sleepUnlessClosed(long nanos) {
        long left = nanos;
        closeLock.lock();
        try {
            while (!closed && left > 0) {
                left = closeAsked.awaitNanos(left);
            }
            return closed;
        } catch (InterruptedException e) {
            return true;
        } finally {
            closeLock.unlock();
        }
    }

    /**
     * Sends the last batch and ends, within a second or what the builder was told: whether the server answers or not, and
     * whatever a gauge of the service is waiting for. What is not through by then is dropped and counted.
     */
    @Override
    public void close() {
        long deadline = System.nanoTime() + (long) (SHARE_TO_SEND * closeWithin.toNanos());
        closeLock.lock();
        try {
            if (closed) {
                return;
            }
            closed = true;
            closeAsked.signalAll();
        } finally {
            closeLock.unlock();
        }
        ProcessClients.OPEN.closed(this);
        Thread last = threads.newThread(this::collectTheLast);
        last.setName("nightjar-" + instance + "-close");
        last.start();
        if (!ShippingLane.joinedUntil(last, deadline)) {
            last.interrupt();
        }
        lanes().forEach(ShippingLane::beginClosing);
        lanes().forEach(lane -> lane.finishUntil(deadline));
        if (ownHttp != null) {
            Transport.hangUp(ownHttp);
        }
    }

    /** On a thread of its own: a gauge is the service's code and may take any time. Lines go first, which need none. */
    private void collectTheLast() {
        try {
            calls.reportOpen();
            flushLogs();
            if (beats) {
                collect();
            }
            flush();
            registry.close();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Nightjar client: the last batch could not be collected", e);
        }
    }
}
