package dev.nightjar.agent;

import dev.nightjar.agent.gateway.EdgeLabels;
import dev.nightjar.agent.gateway.EdgeSamples;
import dev.nightjar.agent.gateway.Gateway;
import dev.nightjar.agent.gateway.SampleFeed;
import dev.nightjar.agent.host.HostReader;
import dev.nightjar.agent.journald.JournalSettings;
import dev.nightjar.agent.journald.JournalTail;
import dev.nightjar.agent.reading.EdgeRules;
import dev.nightjar.agent.reading.MetricWriter;
import dev.nightjar.agent.reading.ToldFamilies;
import dev.nightjar.agent.spool.DiskSpool;
import dev.nightjar.agent.spool.SpoolSender;
import dev.nightjar.client.Beat;
import dev.nightjar.client.Shipment;
import dev.nightjar.client.Transport;
import dev.nightjar.client.TrustedAuthority;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.redact.Redaction;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches this host: reads its counters on a beat, tails its log files, ships both. While the server is away metrics
 * wait on the disk (bounded, oldest dropped and counted), lines in their files.
 */
public final class Agent implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);
    private static final Duration TAIL_EVERY = Duration.ofMillis(250);
    private static final Duration SEND_EVERY = Duration.ofMillis(250);

    private final AgentConfig config;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final HttpClient http;
    private final Transport transport;
    private final String sender;
    private final LogTailer tailer;
    private final @Nullable JournalTail journal;
    private final HostReader host;
    private final List<SampleFeed> feeds;
    private final ToldFamilies told = new ToldFamilies();
    private final ScheduledExecutorService reading = daemon("nightjar-agent-host");
    private final ScheduledExecutorService tailing = daemon("nightjar-agent-logs");
    private final ScheduledExecutorService following = daemon("nightjar-agent-journal");
    private final ScheduledExecutorService sending = daemon("nightjar-agent-metrics");
    private final ScheduledExecutorService relaying = daemon("nightjar-agent-gateway");
    private @Nullable Outlet metrics;
    private @Nullable Outlet requests;
    private @Nullable Gateway gateway;
    private long sequence;

    /** What waits to be sent, and who sends it. */
    private record Outlet(DiskSpool spool, SpoolSender sender) {}

    public Agent(AgentConfig config, InstantSource clock, RandomGenerator random) {
        this(config, clock, random, List.of());
    }

    /** @param feeds what services on this host are heard by, beside the gateway; begun and closed here */
    public Agent(AgentConfig config, InstantSource clock, RandomGenerator random, List<SampleFeed> feeds) {
        this.config = config;
        this.feeds = List.copyOf(feeds);
        this.clock = clock;
        this.random = random;
        this.sender = "agent-%016x".formatted(random.nextLong());
        this.http = Transport.newHttpClient(
                config.authority().map(TrustedAuthority::of).orElse(null));
        this.transport = new Transport(http, config.server(), config.token(), clock);
        this.tailer = new LogTailer(config, transport, random);
        this.journal = config.journal().map(this::journalTail).orElse(null);
        this.host = HostReader.of(config.host(), System::nanoTime);
    }

    private JournalTail journalTail(JournalSettings settings) {
        return new JournalTail(
                settings,
                config.labels().with("instance", config.instance()),
                new EdgeRules(config.logRules(), new Redaction(config.redaction())),
                config.state(),
                transport,
                config.retry(),
                random);
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /** Begins; throws where the state folder cannot be written, because then lines would come twice. */
    public void start() throws IOException {
        Files.createDirectories(config.state());
        tailer.open(clock.instant());
        JournalTail entries = journal;
        if (entries != null) {
            entries.open();
            var unusedJournal = following.scheduleWithFixedDelay(
                    () -> follow(entries), 0, TAIL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        Outlet to = outlet("samples", "metric-spool");
        metrics = to;
        if (config.gateway().otlp().isPresent()) {
            Outlet out = outlet("requests of services", "gateway-spool");
            requests = out;
            gateway = listening(config.gateway().otlp().get(), out.spool());
            var unusedRelaying = relaying.scheduleWithFixedDelay(
                    () -> send(out, relaying), 0, SEND_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        SampleSink edge = new EdgeSamples(
                new EdgeLabels(config.labels(), config.instance(), config.metricRules()), to.spool(), random);
        for (SampleFeed feed : feeds) {
            feed.start(edge);
        }
        Beat.start(reading, Duration.ZERO, config.interval(), () -> readHost(to));
        var unusedSending = sending.scheduleWithFixedDelay(
                () -> send(to, sending), 0, SEND_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        var unusedTailing = tailing.scheduleWithFixedDelay(this::tail, 0, TAIL_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private Outlet outlet(String what, String folder) throws IOException {
        DiskSpool spool = DiskSpool.open(config.state().resolve(folder), config.spoolBytes());
        return new Outlet(spool, new SpoolSender(what, spool, transport, config.retry(), random));
    }

    private Gateway listening(InetSocketAddress at, DiskSpool spool) throws IOException {
        try {
            return Gateway.open(at, spool, random);
        } catch (BindException e) {
            throw new IOException("the gateway cannot listen on " + at + ": " + e.getMessage(), e);
        }
    }

    private void readHost(Outlet to) {
        try {
            Instant now = clock.instant();
            MetricWriter written = new MetricWriter(
                    config.labels().with("instance", config.instance()), now, config.metricRules(), told);
            host.readInto(written);
            tailer.countsInto(written);
            if (journal != null) {
                journal.countsInto(written);
            }
            AgentMetrics.identity(config, written);
            AgentMetrics.spool(to.spool(), to.sender().retries(), written);
            Outlet relayed = requests;
            Gateway from = gateway;
            if (relayed != null && from != null) {
                AgentMetrics.gateway(from, relayed.spool(), written);
            }
            feeds.forEach(feed -> feed.countsInto(written));
            to.spool().append(Shipment.of(sender + "-" + ++sequence, written.batch()));
        } catch (IOException | RuntimeException | StackOverflowError e) {
            LOG.warn("a reading of the host failed and is skipped", e);
        }
    }

    private void send(Outlet from, ExecutorService by) {
        try {
            while (from.sender().step(clock.instant()) && !by.isShutdown()) {
                // a backlog: on without a pause
            }
        } catch (IOException | RuntimeException e) {
            if (!by.isShutdown()) { // else it was interrupted: all is on the disk
                LOG.warn("sending failed; going on in {}", SEND_EVERY, e);
            }
        }
    }

    private void tail() {
        try {
            while (tailer.step(clock.instant()) && !tailing.isShutdown()) {
                // a backlog: on without a pause
            }
        } catch (RuntimeException | StackOverflowError e) { // what ends here is not begun again
            if (!tailing.isShutdown()) {
                LOG.warn("tailing log files failed; going on in {}", TAIL_EVERY, e);
            }
        }
    }

    private void follow(JournalTail entries) {
        try {
            while (entries.step(clock.instant()) && !following.isShutdown()) {
                // a backlog: on without a pause
            }
        } catch (IOException | RuntimeException e) {
            if (!following.isShutdown()) {
                LOG.warn("reading the journal failed; going on in {}", TAIL_EVERY, e);
            }
        }
    }

    /** Ends within about a second. What is not yet shipped stays on the disk for the next start. */
    @Override
    public void close() {
        reading.shutdownNow();
        tailing.shutdownNow();
        sending.shutdownNow();
        following.shutdownNow();
        if (gateway != null) {
            gateway.close();
        }
        feeds.forEach(SampleFeed::close);
        relaying.shutdownNow();
        if (journal != null) {
            journal.close();
        }
        try {
            if (tailing.awaitTermination(1, TimeUnit.SECONDS)) {
                tailer.close();
            }
            boolean quiet =
                    reading.awaitTermination(1, TimeUnit.SECONDS) && sending.awaitTermination(1, TimeUnit.SECONDS);
            if (quiet && metrics != null) {
                metrics.spool().close();
            }
            if (relaying.awaitTermination(1, TimeUnit.SECONDS) && requests != null) {
                requests.spool().close();
            }
        } catch (IOException e) {
            LOG.warn("the spool could not be closed; it is taken up as it is at the next start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.shutdownNow();
    }
}
