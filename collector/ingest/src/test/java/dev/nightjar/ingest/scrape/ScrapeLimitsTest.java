package dev.nightjar.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Rejection;
import dev.nightjar.model.target.ScrapedTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScrapeLimitsTest extends ScrapeScene {
    @Test
    void more_samples_than_allowed_fail_the_scrape() {
        TargetScrape scrape = scrape("sample_limit: 2");
        target.shows("a 1\nb 2\n");
        scrape.scrape(START);
        target.shows("a 1\nb 2\nc 3\n");
        scrape.scrape(START + 1000);

        assertThat(at(START + 1000)).isEqualTo(report("0.0", "3.0", "3.0", "0.0", "a", "stale", "b", "stale"));
        assertThat(scrape.status().lastError())
                .isEqualTo("sample_limit exceeded: 3 samples after relabelling, at most 2 are allowed");
    }

    @Test
    void labels_beyond_a_limit_fail_the_scrape() {
        target.shows("a{name=\"value\"} 1\n");
        TargetScrape count = scrape("label_limit: 4");
        TargetScrape name = scrape("label_name_length_limit: 8", "label_value_length_limit: 4");
        count.scrape(START);
        name.scrape(START + 1000);

        assertThat(count.status().lastError())
                .isEqualTo("label_limit exceeded: a{instance=\"a\", job=\"shop\", name=\"value\", zone=\"eu\"}"
                        + " has 5 labels, at most 4 are allowed");
        assertThat(name.status().lastError())
                .isEqualTo("label_value_length_limit exceeded: the value of label name of metric a has 5 bytes, at"
                        + " most 4 are allowed");
    }

    @Test
    void a_body_counts_decompressed() {
        target.compresses = true;
        target.shows("a 1\n".repeat(10) + "# " + "x".repeat(5000) + "\n");
        TargetScrape small = scrape("body_size_limit: 1KB", "extra_scrape_metrics: true");
        TargetScrape large = scrape("body_size_limit: 10KB");

        small.scrape(START);
        large.scrape(START + 1000);

        assertThat(small.status().lastError())
                .isEqualTo("body_size_limit exceeded: http://" + target.address()
                        + "/metrics answered with more than 1024 bytes");
        assertThat(at(START)).containsEntry("scrape_body_size_bytes", "-1.0").containsEntry("up", "0.0");
        assertThat(at(START + 1000)).containsEntry("a", "1.0").containsEntry("up", "1.0");
    }

    @Test
    void a_store_that_takes_nothing_fails_the_scrape_and_nothing_is_lost_for_it() {
        TargetScrape scrape = scrape();
        target.shows("a 1\nb 1\n");
        scrape.scrape(START);
        sink = batch -> new IngestResult.Overloaded(Duration.ofSeconds(1), "the log is full");
        target.shows("a 2\n");
        scrape.scrape(START + 1000);
        ScrapedTarget refused = scrape.status();
        sink = store;
        scrape.scrape(START + 2000);

        assertThat(refused.health()).isEqualTo(ScrapedTarget.Health.DOWN);
        assertThat(refused.lastError()).isEqualTo("the store takes nothing now: the log is full");
        assertThat(at(START + 2000)).containsEntry("a", "2.0").containsEntry("b", "stale");
    }

    @Test
    void a_store_that_refuses_new_series_fails_the_scrape() {
        TargetScrape scrape = scrape();
        sink = batch -> {
            store.append(batch);
            return new IngestResult.Rejected(0, List.of(new Rejection("series_limit", "too many series", 1)));
        };
        target.shows("a 1\n");

        scrape.scrape(START);

        assertThat(scrape.status().lastError()).isEqualTo("the store refused samples: too many series");
        assertThat(at(START)).containsEntry("up", "0.0");
    }

    @Test
    void a_target_with_ever_new_series_does_not_fill_the_memory() {
        TargetScrape scrape = scrape();
        for (int round = 0; round < 20; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 300; i++) {
                text.append("a{id=\"").append(300 * round + i).append("\"} 1\n");
            }
            target.shows(text.toString());
            scrape.scrape(START + 1000L * round);
        }

        assertThat(at(START + 19_000)).hasSize(5 + 300 + 300).containsEntry("scrape_series_added", "300.0");
    }
}
