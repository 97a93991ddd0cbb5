package dev.nightjar.ingest.scrape;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SampleSink;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A target, a store behind the scrapes, and what the store holds afterwards. */
abstract class ScrapeScene {
    static final long START = 1_700_000_000_000L;

    final InMemorySeriesStore store = new InMemorySeriesStore();
    private final TestingClock clock = new TestingClock(Instant.ofEpochMilli(START));
    private final Vertx vertx = Vertx.vertx();
    private final List<FetchClient> clients = new ArrayList<>();
    TestingTarget target;
    SampleSink sink = store;

    @BeforeEach
    final void begin() throws IOException {
        target = new TestingTarget();
    }

    @AfterEach
    final void end() {
        target.close();
        clients.forEach(FetchClient::close);
        vertx.close().await();
    }

    /** A target of a job with these lines in its configuration. */
    final TargetScrape scrape(String... lines) {
        ScrapeJob job = ScrapeFile.parse(
                        "prometheus.yml",
                        "scrape_configs:\n- job_name: shop\n  "
                                + String.join("\n  ", lines).replace("TARGET", target.address()) + "\n",
                        Path.of(""))
                .jobs()
                .getFirst();
        FetchClient client = new FetchClient(vertx, job.access(), clock);
        clients.add(client);
        TargetPlan plan = Planning.of(
                        job,
                        List.of(new TargetGroup(
                                "0",
                                List.of(Labels.of("__address__", target.address())),
                                Labels.of("instance", "a", "zone", "eu"))))
                .targets()
                .getFirst();
        return new TargetScrape(
                new Scraper(
                        batch -> sink.append(batch),
                        new IngestCounters(InstantSource.system()),
                        client,
                        clock,
                        () -> 0),
                job,
                plan);
    }

    /** Values by series, without instance and job, of those at a time; {@code stale} for a marker. */
    final Map<String, String> at(long millis) {
        Map<String, String> found = new TreeMap<>();
        SampleBuffer samples = new SampleBuffer();
        try (SeriesCursor cursor = store.select(
                new SeriesSelection(List.of(new Matcher("__name__", Matcher.Op.MATCHES, ".+")), TimeRange.ALL))) {
            while (cursor.next()) {
                Labels labels = cursor.labels().without(List.of("instance", "job", "zone"));
                samples.clear();
                cursor.read(samples);
                for (int i = 0; i < samples.size(); i++) {
                    if (samples.timestampMillis(i) == millis) {
                        double value = samples.value(i);
                        found.put(labels.toString(), StaleMarker.is(value) ? "stale" : Double.toString(value));
                    }
                }
            }
        }
        return found;
    }

    static Map<String, String> report(String up, String scraped, String kept, String added, String... more) {
        Map<String, String> expected = new TreeMap<>(Map.of(
                "up", up,
                "scrape_duration_seconds", "0.0",
                "scrape_samples_scraped", scraped,
                "scrape_samples_post_metric_relabeling", kept,
                "scrape_series_added", added));
        for (int i = 0; i < more.length; i += 2) {
            expected.put(more[i], more[i + 1]);
        }
        return expected;
    }
}
