package dev.nightjar.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.IngestCounters;
import dev.nightjar.ingest.fetch.FetchClient;
import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SampleBuffer;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.StaleMarker;
import dev.nightjar.model.TimeRange;
import dev.nightjar.model.target.ScrapedTarget;
import dev.nightjar.testkit.InMemorySeriesStore;
import dev.nightjar.testkit.TestingClock;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetPoolTest {
    private static final Duration INTERVAL = Duration.ofSeconds(15);

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final TestingClock clock = new TestingClock(Instant.ofEpochMilli(1_700_000_000_000L));
    private final TestingAlarm alarm = new TestingAlarm(clock);
    private final Vertx vertx = Vertx.vertx();
    private FetchClient client;
    private TestingTarget target;
    private TargetPool pool;

    @BeforeEach
    void start() throws IOException {
        target = new TestingTarget();
        target.shows("a 1\n");
        ScrapeJob job = job();
        client = new FetchClient(vertx, job.access(), clock);
        pool = new TargetPool(scraper(), job, 0, alarm, Runnable::run);
    }

    @AfterEach
    void stop() {
        pool.stop();
        client.close();
        target.close();
        vertx.close().await();
    }

    private Scraper scraper() {
        return new Scraper(store, new IngestCounters(InstantSource.system()), client, clock, () -> 0);
    }

    private static ScrapeJob job(String... lines) {
        String more = lines.length == 0 ? "" : "  " + String.join("\n  ", lines) + "\n";
        return ScrapeFile.parse(
                        "prometheus.yml",
                        "scrape_configs:\n- job_name: shop\n  scrape_interval: 15s\n" + more,
                        Path.of(""))
                .jobs()
                .getFirst();
    }

    private void found(String... addresses) {
        pool.found(List.of(new TargetGroup(
                "0",
                Arrays.stream(addresses)
                        .map(address -> Labels.of("__address__", address))
                        .toList(),
                Labels.EMPTY)));
    }

    /** Times, and whether each is a marker, of a metric. */
    private List<String> samples(String metric) {
        List<String> found = new ArrayList<>();
        SampleBuffer samples = new SampleBuffer();
        try (SeriesCursor cursor =
                store.select(new SeriesSelection(List.of(Matcher.equal("__name__", metric)), TimeRange.ALL))) {
            while (cursor.next()) {
                cursor.read(samples);
            }
        }
        for (int i = 0; i < samples.size(); i++) {
            found.add((samples.timestampMillis(i) - 1_700_000_000_000L) / 15_000
                    + (StaleMarker.is(samples.value(i)) ? " stale" : ""));
        }
        return found;
    }

    @Test
    void a_target_is_scraped_once_in_each_interval() {
        found(target.address());
        assertThat(pool.targets().getFirst().health()).isEqualTo(ScrapedTarget.Health.UNKNOWN);

        alarm.advance(INTERVAL.multipliedBy(3));

        assertThat(samples("a")).hasSize(3);
        assertThat(pool.targets().getFirst().health()).isEqualTo(ScrapedTarget.Health.UP);
        assertThat(pool.metadata(pool.targets().getFirst())).isEmpty();
    }

    @Test
    void a_target_that_is_gone_ends_after_two_slots_at_the_time_of_the_first() {
        found(target.address());
        alarm.advance(INTERVAL);
        found();
        assertThat(pool.targets()).isEmpty();

        alarm.advance(Duration.ofSeconds(16));
        assertThat(samples("a")).as("not before its two slots and a tenth").hasSize(1);
        alarm.advance(Duration.ofSeconds(16));

        assertThat(samples("a")).hasSize(2);
        assertThat(samples("a").get(1)).isEqualTo("1 stale");
        assertThat(samples("up").get(1)).isEqualTo("1 stale");
        assertThat(alarm.waiting()).isZero();
    }

    @Test
    void a_target_that_comes_back_goes_on_and_what_it_lost_meanwhile_ends() {
        target.shows("a 1\nb 1\n");
        found(target.address());
        alarm.advance(INTERVAL);
        found();
        target.shows("a 1\n");
        found(target.address());
        alarm.advance(INTERVAL.multipliedBy(4));

        assertThat(samples("a")).hasSize(5).noneMatch(sample -> sample.endsWith("stale"));
        assertThat(samples("b")).hasSize(2);
        assertThat(samples("b").get(1)).endsWith("stale");
    }

    @Test
    void a_stop_marks_nothing() {
        found(target.address());
        alarm.advance(INTERVAL);
        pool.stop();
        alarm.advance(INTERVAL.multipliedBy(5));

        assertThat(samples("a")).hasSize(1);
    }

    @Test
    void more_targets_than_allowed_are_not_asked() {
        pool.configure(scraper(), job("target_limit: 1"));
        found(target.address(), "127.0.0.1:1");
        alarm.advance(INTERVAL);

        assertThat(pool.targets())
                .extracting(ScrapedTarget::lastError)
                .containsOnly("target_limit exceeded: job shop has 2 targets, at most 1 are allowed");
        assertThat(samples("up")).hasSize(2);
        assertThat(samples("a")).isEmpty();

        found(target.address());
        alarm.advance(INTERVAL);
        assertThat(samples("a")).hasSize(1);
    }

    @Test
    void other_rules_apply_from_the_next_scrape_on_and_old_series_end() {
        found(target.address());
        alarm.advance(INTERVAL);
        pool.configure(scraper(), job("metric_relabel_configs: [{target_label: __name__, replacement: renamed}]"));
        alarm.advance(INTERVAL);

        assertThat(samples("renamed")).hasSize(1);
        assertThat(samples("a")).hasSize(2);
        assertThat(samples("a").get(1)).endsWith("stale");
    }
}
