package dev.nightjar.server.wiring;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.IngestProtocol;
import dev.nightjar.ingest.bulk.ElasticBulk;
import dev.nightjar.ingest.influx.InfluxWrite;
import dev.nightjar.ingest.otlp.Otlp;
import dev.nightjar.ingest.push.Pushgateway;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.SampleSink;
import dev.nightjar.server.config.NightjarConfig;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that people send already, beside what Prometheus and Loki do: the protocols, and what they do by the clock. */
public final class Senders implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Senders.class);

    private final Map<String, IngestProtocol> protocols = new HashMap<>();
    private final Pushgateway pushgateway;
    private final IngestCounters counters;
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("senders").daemon(true).factory());

    public Senders(
            SampleSink samples,
            LogSink lines,
            IngestLimits limits,
            NightjarConfig config,
            InstantSource clock,
            IngestCounters counters) {
        this.counters = counters;
        pushgateway = new Pushgateway(samples, limits, clock);
        protocols.putAll(Otlp.protocols(samples, lines, limits, config.otlp().settings(), clock));
        protocols.putAll(InfluxWrite.protocols(samples, limits, clock));
        protocols.putAll(ElasticBulk.protocols(lines, limits, clock));
        protocols.putAll(pushgateway.protocols());
    }

    /** By path. */
    public Map<String, IngestProtocol> protocols() {
        return protocols;
    }

    public void start() {
        ScheduledFuture<?> _ = clockwork.scheduleWithFixedDelay(this::repeat, 1, 1, TimeUnit.MINUTES);
    }

    private void repeat() {
        try {
            pushgateway.repeat(counters);
        } catch (RuntimeException e) {
            LOG.warn("pushed groups could not be stored again", e);
        }
    }

    @Override
    public void close() {
        clockwork.shutdownNow();
    }
}
