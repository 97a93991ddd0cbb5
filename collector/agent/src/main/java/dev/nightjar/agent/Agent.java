package dev.nightjar.agent;

import dev.nightjar.agent.host.HostReader;
import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.reading.ToldFamilies;
import dev.nightjar.client.Shipment;
import dev.nightjar.client.ShippingLane;
import dev.nightjar.client.Transport;
import dev.nightjar.model.relabel.RelabelRules;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches this host: reads its counters on a beat, tails its log files, ships both. Metrics wait in memory when the
 * server is away (bounded, oldest dropped); lines wait in their files.
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration TAIL_EVERY = Duration.ofMillis(250);
    private static final long MOST_QUEUED_METRIC_BYTES = 16 << 20;

    private final AgentConfig config;
    private final InstantSource clock;
    private final HttpClient http = Transport.newHttpClient();
    private final String sender;
    private final ShippingLane metrics;
    private final LogTailer tailer;
    private final HostReader host;
    private final ScheduledExecutorService reading = daemon("nightjar-agent-host");
    private final ScheduledExecutorService tailing = daemon("nightjar-agent-logs");
    private final ToldFamilies told = new ToldFamilies();
    private long sequence;

    public Agent(AgentConfig config, InstantSource clock, RandomGenerator random) {
        this.config = config;
        this.clock = clock;
        this.sender = "agent-%016x".formatted(random.nextLong());
        Transport transport = new Transport(http, config.server(), config.token(), clock);
        this.metrics = new ShippingLane("agent-metrics", transport, config.retry(), random, MOST_QUEUED_METRIC_BYTES);
        this.tailer = new LogTailer(config, transport, random);
        this.host = HostReader.of(config.host(), System::nanoTime);
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Begins; throws where the state folder cannot be written, because then lines would come twice. */
    public void start() throws IOException {
        Files.createDirectories(config.state());
        tailer.open(clock.instant());
        metrics.start();
        var unusedReading =
                reading.scheduleAtFixedRate(this::readHost, 0, config.interval().toMillis(), TimeUnit.MILLISECONDS);
        var unusedTailing = tailing.scheduleWithFixedDelay(this::tail, 0, TAIL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void readHost() {
        try {
            Instant now = clock.instant();
            MetricWriter to =
                    new MetricWriter(config.labels().with("instance", config.instance()), now, RelabelRules.NONE, told);
            host.readInto(to);
            tailer.countsInto(to);
            AgentMetrics.lane(metrics.counts(), to);
            metrics.offer(Shipment.of(sender + "-" + ++sequence, to.batch()));
        } catch (RuntimeException e) {
            LOG.warn("a reading of the host failed and is skipped", e);
        }
    }

    private void tail() {
        try {
            while (tailer.step(clock.instant()) && !tailing.isShutdown()) {
                // a backlog: on without a pause
            }
        } catch (RuntimeException e) {
            LOG.warn("tailing log files failed; going on in {}", TAIL_EVERY, e);
        }
    }

    /** Ends within about a second. Lines not yet shipped stay in their files for the next start. */
    @Override
    public void close() {
        reading.shutdownNow();
        tailing.shutdownNow();
        metrics.close();
        try {
            if (tailing.awaitTermination(1, TimeUnit.SECONDS)) {
                tailer.close();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
