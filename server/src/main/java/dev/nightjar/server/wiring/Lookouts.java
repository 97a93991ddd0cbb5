package dev.nightjar.server.wiring;

import dev.nightjar.alerting.Alerting;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.heartbeat.HeartbeatUrl;
import dev.nightjar.ingest.heartbeat.Heartbeats;
import dev.nightjar.ingest.probe.BlackboxProbe;
import dev.nightjar.ingest.probe.Prober;
import dev.nightjar.ingest.probe.Probing;
import dev.nightjar.ingest.probeconfig.ProbeSettings;
import dev.nightjar.model.probe.HeartbeatReader;
import dev.nightjar.model.probe.ProbeReader;
import dev.nightjar.tsdb.Tsdb;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What looks after others from outside: probes, which ask, and heartbeats, which wait to be told. */
public final class Lookouts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Lookouts.class);
    private static final long REPEAT_SECONDS = 30;

    private final Alerting alerting;
    private final Prober prober;
    private final Probing probing;
    private final ProbeSettings probed;
    private final Heartbeats heartbeats;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("lookouts").daemon(true).factory());

    /**
     * Nothing is probed before {@link #start}.
     *
     * @param probed what is, to begin with
     * @param alerting has read which heartbeats are expected, and makes their alerts
     */
    public Lookouts(
            ProbeSettings probed,
            Vertx vertx,
            Tsdb store,
            Alerting alerting,
            IngestCounters counters,
            InstantSource clock,
            RandomGenerator random,
            Executor workers,
            String host) {
        this.probed = probed;
        this.alerting = alerting;
        prober = new Prober(vertx, clock, System::nanoTime, workers, random);
        probing = new Probing(prober, store, counters, clock, workers, host);
        heartbeats = new Heartbeats(store, store, clock);
    }

    /** By path. */
    public Map<String, IngestProtocol> protocols() {
        Map<String, IngestProtocol> protocols = new HashMap<>(HeartbeatUrl.protocols(heartbeats));
        protocols.put(BlackboxProbe.PATH, new BlackboxProbe(prober, probing::modules));
        return protocols;
    }

    public ProbeReader probes() {
        return probing;
    }

    public HeartbeatReader heartbeats() {
        return heartbeats;
    }

    /** Begins to probe and to wait. To be called before rules are evaluated: they look at what this writes. */
    public void start() {
        use(probed);
        ScheduledFuture<?> _ = clockwork.scheduleWithFixedDelay(
                () -> guarded(heartbeats::repeat), REPEAT_SECONDS, REPEAT_SECONDS, TimeUnit.SECONDS);
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.error("heartbeats could not be looked after; it is tried again", e);
        }
    }

    /** Probes as {@code now} says, and expects the heartbeats that alerting has read by now. */
    public void use(ProbeSettings now) {
        now.notices().forEach(notice -> LOG.info("{}", notice));
        probing.apply(now);
        heartbeats.apply(alerting.heartbeats());
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
        heartbeats.repeat(); // so that a stop is no longer than it is
        probing.close();
        prober.close();
    }
}
