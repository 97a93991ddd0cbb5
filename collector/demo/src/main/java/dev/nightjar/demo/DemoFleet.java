package dev.nightjar.demo;

import dev.nightjar.client.Beat;
import dev.nightjar.client.Change;
import dev.nightjar.client.NightjarClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shop, running: one thread steps the simulation and lets every instance's client report, first through some made-up
 * history, then as time passes. Each instance is a client of its own, as it would be in a process of its own.
 */
public final class DemoFleet implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DemoFleet.class);
    private static final Duration HISTORY_STEP = Duration.ofSeconds(15);
    private static final Duration FLUSH_HISTORY_EVERY = Duration.ofMinutes(5);
    private static final Duration DRAIN_WITHIN = Duration.ofSeconds(30);

    private final DemoConfig config;
    private final InstantSource clock;
    private final AtomicReference<Instant> simulated;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final Map<String, NightjarClient> clients = new LinkedHashMap<>();
    private final Shop shop;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("demo-fleet").factory());
    private final Instant historyStart;
    private final CountDownLatch historyDone = new CountDownLatch(1);
    private @Nullable Instant faultAt;

    public DemoFleet(DemoConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        this.historyStart = hasHistory() ? clock.instant() : clock.instant().minus(config.history());
        this.simulated = new AtomicReference<>(historyStart);
        this.shop = new Shop(config.seed(), historyStart, this::instance, this::changed);
    }

    private Telemetry instance(String service, String instance) {
        NightjarClient client = NightjarClient.builder(service, instance)
                .server(config.server())
                .interval(Duration.ZERO)
                .clock(simulated::get)
                .http(http)
                .threads(Thread.ofVirtual().factory())
                .start();
        clients.put(instance, client);
        return new ClientTelemetry(client);
    }

    private record ClientTelemetry(NightjarClient client) implements Telemetry {
        @Override
        public MeterRegistry meters() {
            return client.meters();
        }

        @Override
        public void log(Instant at, Level level, String line) {
            String text = switch (level) {
                case INFO -> "info";
                case WARN -> "warn";
                case ERROR -> "error";
            };
            client.logs().log(at.getEpochSecond() * 1_000_000_000L + at.getNano(), text, line);
        }
    }

    private void changed(ShopChange change) {
        NightjarClient any = Objects.requireNonNull(clients.get(change.service() + "-1"));
        any.recordChange(new Change(
                change.changeId(),
                change.at(),
                change.service(),
                change.instance(),
                change.kind(),
                change.summary(),
                change.by(),
                change.details()));
    }

    /** Begins; returns at once. */
    public void start() {
        if (config.fault() != null) {
            faultAt = clock.instant().plus(config.after());
        }
        thread.execute(this::makeHistory);
        Beat.start(thread, config.interval(), config.interval(), this::beat);
    }

    /** Waits until the made-up history is stored, so that who looks first sees something; at most {@code atMost}. */
    public void awaitHistory(Duration atMost) throws InterruptedException {
        if (!historyDone.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.info("the demo's history is still on its way");
        }
    }

    private boolean hasHistory() {
        return Files.exists(historyMarker());
    }

    private Path historyMarker() {
        return config.folder().resolve("history-made");
    }

    private void makeHistory() {
        try {
            Instant end = clock.instant();
            Instant flushed = historyStart;
            for (Instant at = historyStart.plus(HISTORY_STEP); at.isBefore(end); at = at.plus(HISTORY_STEP)) {
                report(at);
                if (Duration.between(flushed, at).compareTo(FLUSH_HISTORY_EVERY) >= 0) {
                    flushed = at;
                    flushAndWait();
                }
            }
            flushAndWait();
            Files.createDirectories(config.folder());
            Files.writeString(historyMarker(), historyStart + " to " + end + "\n");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            LOG.warn("the demo's history could not be made: {}", e.getMessage(), e);
        } finally {
            historyDone.countDown();
        }
    }

    private void flushAndWait() throws InterruptedException {
        for (NightjarClient client : clients.values()) {
            client.flush();
        }
        for (NightjarClient client : clients.values()) {
            if (!client.drain(DRAIN_WITHIN)) {
                LOG.warn("the server is slow to take the demo's history");
                return;
            }
        }
    }

    private void beat() {
        try {
            Instant now = clock.instant();
            beginFaultIfDue(now);
            report(now);
            clients.values().forEach(NightjarClient::flush);
        } catch (IOException | RuntimeException e) {
            LOG.warn("a step of the demo failed: {}", e.getMessage(), e);
        }
    }

    private void beginFaultIfDue(Instant now) throws IOException {
        Instant due = faultAt;
        Fault fault = config.fault();
        if (due == null || fault == null || now.isBefore(due)) {
            return;
        }
        faultAt = null;
        FaultTruth truth = shop.begin(fault, now);
        truth.writeTo(config.truthFile());
        LOG.info("fault {} begins: {} {} {}", fault.text(), truth.service(), truth.instance(), truth.resource());
    }

    private void report(Instant at) {
        simulated.set(at);
        shop.step(at);
        clients.values().forEach(NightjarClient::collect);
    }

    /** Ends the simulation; what is still waiting to be sent is sent where the server still answers. */
    @Override
    public void close() {
        thread.shutdownNow();
        clients.values().forEach(NightjarClient::close);
        http.shutdownNow();
    }
}
