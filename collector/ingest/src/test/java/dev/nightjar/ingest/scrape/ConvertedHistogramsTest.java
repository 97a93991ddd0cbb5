package dev.nightjar.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Exemplar;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConvertedHistogramsTest extends ScrapeScene {
    private static final String CLASSIC = """
            # TYPE latency histogram
            latency_bucket{path="/",le="0.5"} 2 # {trace_id="s"} 0.3
            latency_bucket{path="/",le="1"} 5 # {trace_id="t"} 0.7 1699999999
            latency_bucket{path="/",le="+Inf"} 6
            latency_count{path="/"} 6
            latency_sum{path="/"} 9.5
            latency_bucket{path="/x",le="0.5"} 3
            latency_bucket{path="/x",le="+Inf"} 2
            latency_count{path="/x"} 2
            latency_sum{path="/x"} 1
            # TYPE a gauge
            a 1
            # EOF
            """;

    @Test
    void classic_histograms_become_native_ones_where_that_is_wanted_and_their_numbers_agree() {
        target.type = TestingTarget.OPEN_METRICS;
        target.shows(CLASSIC);

        TargetScrape scrape = scrape("convert_classic_histograms_to_nhcb: true");
        scrape.scrape(START);

        assertThat(scrape.status().lastError()).isEmpty();
        assertThat(StoredHistograms.in(store))
                .containsExactly(Map.entry(
                        Labels.of("__name__", "latency", "path", "/", "instance", "a", "job", "shop", "zone", "eu"),
                        "6.0, sum 9.5: [-Infinity to 0.5: 2.0, 0.5 to 1.0: 3.0, 1.0 to Infinity: 1.0]"));
        assertThat(at(START).keySet())
                .contains("a", "latency_count{path=\"/x\"}", "latency_bucket{le=\"0.5\", path=\"/x\"}")
                .doesNotContain("latency_count{path=\"/\"}");
        assertThat(at(START)).containsEntry("scrape_samples_scraped", "6.0");
        assertThat(store.exemplars(new SeriesSelection(List.of(Matcher.equal("__name__", "latency")), TimeRange.ALL)))
                .as("only the one that has a time")
                .singleElement()
                .satisfies(of -> assertThat(of.exemplars())
                        .containsExactly(new Exemplar(Labels.of("trace_id", "t"), 0.7, START - 1000)));

        target.shows("# EOF\n");
        scrape.scrape(START + 1000);
        assertThat(at(START + 1000)).containsEntry("latency{path=\"/\"}", "stale");
    }

    @Test
    void converted_histograms_keep_their_buckets_where_that_is_wanted_too() {
        target.type = TestingTarget.OPEN_METRICS;
        target.shows(CLASSIC);

        scrape("convert_classic_histograms_to_nhcb: true", "always_scrape_classic_histograms: true")
                .scrape(START);

        assertThat(StoredHistograms.in(store)).hasSize(1);
        assertThat(at(START))
                .containsEntry("latency_bucket{le=\"1.0\", path=\"/\"}", "5.0")
                .containsEntry("latency_sum{path=\"/\"}", "9.5");
    }
}
