package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.discovery.Discoveries;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.scrapeconfig.HttpAccess;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.ingest.scrapeconfig.ScrapeSettings;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.target.DroppedTarget;
import dev.nightjar.model.target.ScrapePool;
import dev.nightjar.model.target.ScrapedTarget;
import dev.nightjar.model.target.TargetReader;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Scrapes what a {@link ScrapeSettings} says. Nothing is scraped before {@link #apply}; applying other settings changes
 * what is different and leaves alone what is not. Closing it stops: nothing is marked as ended, since the same series go
 * on when the server is there again.
 */
public final class Scraping implements TargetReader, AutoCloseable {
    private final Vertx vertx;
    private final SampleSink sink;
    private final IngestCounters counters;
    private final InstantSource clock;
    private final LongSupplier nanos;
    private final Executor workers;
    private final String host;
    private final ScheduledExecutorService alarm = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("scrape-clock").daemon(true).factory());
    private final Map<String, Running> running = new TreeMap<>();

    /** Of jobs that are gone: their targets end in a while, or go on where the job comes back. */
    private final Map<String, TargetPool> left = new HashMap<>();

    /** A job that is under way. */
    private record Running(ScrapeJob job, TargetPool pool, FetchClient client, Discoveries discoveries) {}

    /**
     * @param host name of this machine, so that several that scrape the same do so at different times
     * @param nanos a clock to measure durations with
     * @param workers starts a virtual thread for each task
     */
    public Scraping(
            Vertx vertx,
            SampleSink sink,
            IngestCounters counters,
            InstantSource clock,
            LongSupplier nanos,
            Executor workers,
            String host) {
        this.vertx = vertx;
        this.sink = sink;
        this.counters = counters;
        this.clock = clock;
        this.nanos = nanos;
        this.workers = workers;
        this.host = host;
    }

    /** Scrapes so from now on. */
    public synchronized void apply(ScrapeSettings settings) {
        long seed = Integer.toUnsignedLong((host + settings.externalLabels()).hashCode());
        Map<String, ScrapeJob> wanted = new TreeMap<>();
        settings.jobs().forEach(job -> wanted.put(job.name(), job));
        for (String name : List.copyOf(running.keySet())) {
            if (!wanted.containsKey(name)) {
                Running gone = running.remove(name);
                if (gone != null) {
                    leave(gone);
                    left.put(name, gone.pool());
                }
            }
        }
        wanted.forEach((name, job) -> {
            Running present = running.get(name);
            if (present == null) {
                running.put(name, start(job, seed));
            } else if (!present.job().equals(job)) {
                running.put(name, change(present, job));
            }
        });
    }

    private Running start(ScrapeJob job, long seed) {
        FetchClient client = client(job.access());
        TargetPool back = left.remove(job.name());
        TargetPool pool = back == null ? new TargetPool(scraper(client), job, seed, alarm, workers) : back;
        pool.configure(scraper(client), job);
        return new Running(job, pool, client, discover(job, pool));
    }

    private Running change(Running present, ScrapeJob job) {
        present.discoveries().close();
        boolean sameAccess = present.job().access().equals(job.access());
        FetchClient client = sameAccess ? present.client() : client(job.access());
        present.pool().configure(scraper(client), job);
        if (!sameAccess) {
            present.client().close();
        }
        return new Running(job, present.pool(), client, discover(job, present.pool()));
    }

    private Discoveries discover(ScrapeJob job, TargetPool pool) {
        Discoveries discoveries =
                new Discoveries(job.name(), job.discoveries(), vertx, clock, alarm, workers, pool::found);
        discoveries.start();
        return discoveries;
    }

    private FetchClient client(HttpAccess access) {
        return new FetchClient(vertx, access, clock);
    }

    private Scraper scraper(FetchClient client) {
        return new Scraper(sink, counters, client, clock, nanos);
    }

    private static void leave(Running gone) {
        gone.discoveries().close();
        gone.pool().leave();
        gone.client().close();
    }

    private synchronized List<TargetPool> running() {
        return running.values().stream().map(Running::pool).toList();
    }

    @Override
    public List<ScrapePool> pools() {
        return running().stream().map(TargetPool::described).toList();
    }

    @Override
    public List<ScrapedTarget> active() {
        return running().stream()
                .map(TargetPool::targets)
                .flatMap(Collection::stream)
                .sorted(Comparator.comparing(ScrapedTarget::pool)
                        .thenComparing(ScrapedTarget::labels)
                        .thenComparing(ScrapedTarget::url))
                .toList();
    }

    @Override
    public List<DroppedTarget> dropped() {
        return running().stream()
                .map(TargetPool::dropped)
                .flatMap(Collection::stream)
                .toList();
    }

    @Override
    public List<MetricMetadata> metadata(ScrapedTarget of) {
        Running job;
        synchronized (this) {
            job = running.get(of.pool());
        }
        return job == null ? List.of() : job.pool().metadata(of);
    }

    @Override
    public synchronized void close() {
        alarm.shutdownNow();
        for (Running job : running.values()) {
            job.discoveries().close();
            job.pool().stop();
            job.client().close();
        }
        left.values().forEach(TargetPool::stop);
        running.clear();
    }
}
