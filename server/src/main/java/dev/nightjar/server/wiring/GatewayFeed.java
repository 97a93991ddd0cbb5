package dev.nightjar.server.wiring;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.nightjar.agent.gateway.GatewaySettings;
import dev.nightjar.agent.gateway.SampleFeed;
import dev.nightjar.agent.reading.Family;
import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.client.Beat;
import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.IngestLimits;
import dev.nightjar.ingest.port.Ports;
import dev.nightjar.ingest.scrape.Scraping;
import dev.nightjar.ingest.statsd.Statsd;
import dev.nightjar.model.SampleSink;
import dev.nightjar.server.config.ConfigurationException;
import dev.nightjar.server.config.NightjarConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the agent's gateway hears beside OTLP, by the server's own means: StatsD's datagrams, and targets it scrapes. */
public final class GatewayFeed implements SampleFeed {
    private static final Logger LOG = LoggerFactory.getLogger(GatewayFeed.class);
    private static final Family ITEMS = Family.counter(
            "nightjar_agent_gateway_items_total", "Samples or lines of services heard, by what became of them.");

    /** Beside the agent's other work a service's metrics are little: one thread for all connections. */
    private static final VertxOptions SMALL = new VertxOptions()
            .setEventLoopPoolSize(1)
            .setWorkerPoolSize(1)
            .setInternalBlockingPoolSize(2)
            .setFileSystemOptions(new FileSystemOptions().setClassPathResolvingEnabled(false));

    private final GatewaySettings settings;
    private final String host;
    private final Duration statsdInterval;
    private final InstantSource clock;
    private final IngestCounters counters;
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private int statsdPort;

    /** What came of one protocol, and what became of it. */
    private record Outcome(String protocol, String outcome) {}

    /**
     * @param host name of this host, so that several that scrape the same do so at different times
     * @param statsdInterval between two writings of what StatsD's clients sent
     * @throws ConfigurationException where the file that says what is scraped cannot be used
     */
    public GatewayFeed(GatewaySettings settings, String host, Duration statsdInterval, InstantSource clock)
            throws ConfigurationException {
        this.settings = settings;
        this.host = host;
        this.statsdInterval = statsdInterval;
        this.clock = clock;
        this.counters = new IngestCounters(clock);
        ScrapeWatch.read(scrapes(settings));
    }

    private static NightjarConfig.Scrape scrapes(GatewaySettings settings) {
        return new NightjarConfig.Scrape(settings.scrapes().map(Path::toString).orElse(""));
    }

    @Override
    public synchronized void start(SampleSink to) throws IOException {
        Vertx vertx = Vertx.vertx(SMALL);
        opened.push(
                () -> vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS));
        ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
        opened.push(workers::shutdownNow);
        if (settings.statsd().isPresent()) {
            listen(settings.statsd().get(), to, vertx, workers);
        }
        if (settings.scrapes().isPresent()) {
            scrape(to, vertx, workers);
        }
    }

    private void listen(InetSocketAddress at, SampleSink to, Vertx vertx, ExecutorService workers) throws IOException {
        Statsd statsd = new Statsd(to, clock);
        Ports ports = new Ports(vertx, IngestLimits.DEFAULTS, counters, clock, workers);
        opened.push(() -> statsd.write(counters)); // after the port has closed
        opened.push(ports);
        try {
            statsdPort = ports.udp(at.getHostString(), at.getPort(), statsd);
        } catch (IOException e) {
            throw new IOException("gateway.statsd: cannot listen on " + at + ": " + e.getMessage(), e);
        }
        ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("nightjar-agent-statsd").daemon().factory());
        opened.push(clockwork);
        Beat.start(clockwork, statsdInterval, statsdInterval, () -> write(statsd));
    }

    private void write(Statsd statsd) {
        try {
            statsd.write(counters);
        } catch (RuntimeException e) {
            LOG.warn("what StatsD's clients sent could not be kept; it is tried again", e);
        }
    }

    private void scrape(SampleSink to, Vertx vertx, ExecutorService workers) throws IOException {
        Scraping scraping = new Scraping(vertx, to, counters, clock, System::nanoTime, workers, host);
        opened.push(scraping);
        try {
            ScrapeWatch watch = new ScrapeWatch(scrapes(settings), scraping, clock);
            opened.push(watch);
            watch.start();
        } catch (ConfigurationException e) {
            throw new IOException(String.join("\n", e.problems()), e);
        }
    }

    /** That was opened for StatsD. */
    synchronized int statsdPort() {
        return statsdPort;
    }

    @Override
    public void countsInto(MetricWriter to) {
        counters.snapshot().stream()
                .collect(groupingBy(
                        count -> new Outcome(count.protocol(), count.outcome()),
                        summingLong(IngestCounters.Count::items)))
                .forEach((of, items) -> to.add(ITEMS, items, "protocol", of.protocol, "outcome", of.outcome));
    }

    @Override
    public synchronized void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception e) {
                LOG.warn("while the gateway closed: {}", e.getMessage(), e);
            }
        }
    }
}
