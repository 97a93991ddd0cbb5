package dev.nightjar.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.SeriesCursor;
import dev.nightjar.model.SeriesSelection;
import dev.nightjar.model.TimeRange;
import dev.nightjar.model.target.ScrapedTarget;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TargetScrapeTest extends ScrapeScene {
    @Test
    void names_of_utf8_fail_a_scrape_that_takes_only_the_old_ones_and_are_asked_to_be_escaped() {
        target.type = TestingTarget.OPEN_METRICS;
        target.shows("# TYPE a gauge\na 1\n{\"b.c\"} 2\n# EOF\n");
        TargetScrape usual = scrape("honor_labels: false");
        usual.scrape(START);
        assertThat(usual.status().lastError()).isEmpty();
        assertThat(target.asked.getFirst("Accept"))
                .contains("version=1.0.0;escaping=allow-utf-8;q=")
                .contains("version=0.0.4;q=");

        TargetScrape old = scrape("metric_name_validation_scheme: legacy");
        old.scrape(START + 1000);
        assertThat(target.asked.getFirst("Accept")).contains("version=1.0.0;escaping=underscores;q=");
        assertThat(old.status().lastError())
                .startsWith("metric_name_validation_scheme legacy does not take the names of ")
                .contains("b.c")
                .endsWith("or rename them by metric_relabel_configs");

        scrape(
                        "metric_name_validation_scheme: legacy",
                        "metric_relabel_configs: [{source_labels: [__name__], regex: b.c, target_label: __name__,"
                                + " replacement: b_c}]")
                .scrape(START + 2000);
        assertThat(at(START + 2000)).containsEntry("b_c", "2.0");
    }

    @Test
    void a_target_is_asked_through_the_proxy_but_for_what_is_excepted() {
        target.shows("a 1\n");
        TargetScrape through = scrape(
                "proxy_url: http://TARGET",
                "relabel_configs: [{target_label: __address__," + " replacement: 'elsewhere.example:81'}]");
        through.scrape(START);
        assertThat(through.status().lastError()).isEmpty();
        assertThat(target.path).isEqualTo("http://elsewhere.example:81/metrics");

        scrape("proxy_url: http://127.0.0.1:1", "no_proxy: 10.0.0.0/8, 127.0.0.0/8")
                .scrape(START + 1000);
        assertThat(target.path).isEqualTo("/metrics");
    }

    @Test
    void what_a_target_shows_is_stored_and_how_it_went() {
        target.shows("""
                # HELP requests_total Requests so far.
                # TYPE requests_total counter
                requests_total{code="200",path="/a\\"b"} 17
                requests_total{ code = "500" , } 1.5e3
                temperature -0.25
                """);
        TargetScrape scrape = scrape("extra_scrape_metrics: true");

        scrape.scrape(START);

        assertThat(at(START))
                .isEqualTo(report(
                        "1.0",
                        "3.0",
                        "3.0",
                        "3.0",
                        "requests_total{code=\"200\", path=\"/a\\\"b\"}",
                        "17.0",
                        "requests_total{code=\"500\"}",
                        "1500.0",
                        "temperature",
                        "-0.25",
                        "scrape_timeout_seconds",
                        "10.0",
                        "scrape_sample_limit",
                        "0.0",
                        "scrape_body_size_bytes",
                        Double.toString(target.body.length)));
        assertThat(store.metadata("requests_total"))
                .containsEntry(
                        "requests_total",
                        List.of(new MetricMetadata(
                                "requests_total", MetricMetadata.Type.COUNTER, "Requests so far.", "")));
        assertThat(scrape.status().health()).isEqualTo(ScrapedTarget.Health.UP);
        assertThat(scrape.status().samples()).isEqualTo(3);
        assertThat(target.asked.getFirst("Accept"))
                .isEqualTo("application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
                        + "application/openmetrics-text;version=0.0.1;q=0.5,"
                        + "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
                        + "text/plain;version=0.0.4;q=0.3,*/*;q=0.2");
        assertThat(target.asked.getFirst("X-Prometheus-Scrape-Timeout-Seconds")).isEqualTo("10");
        assertThat(target.asked.getFirst("Accept-Encoding")).isEqualTo("gzip");
    }

    @Test
    void a_series_that_is_not_shown_any_more_gets_a_marker_once() {
        TargetScrape scrape = scrape();
        target.shows("a 1\nb 2\n");
        scrape.scrape(START);
        target.shows("a 3\n");
        scrape.scrape(START + 1000);
        scrape.scrape(START + 2000);
        target.shows("a 4\nb 5\n");
        scrape.scrape(START + 3000);

        assertThat(at(START + 1000)).isEqualTo(report("1.0", "1.0", "1.0", "0.0", "a", "3.0", "b", "stale"));
        assertThat(at(START + 2000)).isEqualTo(report("1.0", "1.0", "1.0", "0.0", "a", "3.0"));
        assertThat(at(START + 3000)).isEqualTo(report("1.0", "2.0", "2.0", "1.0", "a", "4.0", "b", "5.0"));
    }

    @Test
    void a_failed_scrape_ends_everything_and_says_why() {
        TargetScrape scrape = scrape();
        target.shows("a 1\n");
        scrape.scrape(START);
        target.status = 503;
        scrape.scrape(START + 1000);
        String down = scrape.status().lastError();
        scrape.scrape(START + 2000);
        target.status = 200;
        scrape.scrape(START + 3000);

        assertThat(at(START + 1000)).isEqualTo(report("0.0", "0.0", "0.0", "0.0", "a", "stale"));
        assertThat(at(START + 2000)).isEqualTo(report("0.0", "0.0", "0.0", "0.0"));
        assertThat(at(START + 3000)).isEqualTo(report("1.0", "1.0", "1.0", "0.0", "a", "1.0"));
        assertThat(down)
                .isEqualTo("http://" + target.address() + "/metrics answered with status 503 Service Unavailable");
        assertThat(scrape.status().lastError()).isEmpty();
    }

    @Test
    void a_damaged_exposition_stores_nothing_of_it() {
        TargetScrape scrape = scrape();
        target.shows("a 1\nb 2\n");
        scrape.scrape(START);
        target.shows("a 3\nc 1\nb two\n");
        scrape.scrape(START + 1000);

        assertThat(at(START + 1000)).isEqualTo(report("0.0", "2.0", "2.0", "1.0", "a", "stale", "b", "stale"));
        assertThat(scrape.status().lastError()).isEqualTo("line 3: the value is no number: \"two\"");
    }

    @Test
    void an_answer_without_a_word_is_a_target_that_shows_nothing() {
        target.type = TestingTarget.OPEN_METRICS;
        target.shows("");

        scrape().scrape(START);

        assertThat(at(START)).isEqualTo(report("1.0", "0.0", "0.0", "0.0"));
    }

    @Test
    void a_comment_of_one_word_is_a_comment() {
        target.shows("# HELP\n# TYPE\n#\na 1\n");

        scrape().scrape(START);

        assertThat(at(START)).containsEntry("up", "1.0").containsEntry("a", "1.0");
    }

    @Test
    void an_open_metrics_text_without_its_end_was_cut_short() {
        target.type = TestingTarget.OPEN_METRICS;
        target.shows("a 1\n");
        TargetScrape scrape = scrape();

        scrape.scrape(START);

        assertThat(scrape.status().lastError())
                .isEqualTo("line 2: the last line must be \"# EOF\": the exposition was cut short");
        assertThat(at(START)).doesNotContainKey("a");
    }

    @Test
    void exemplars_and_times_of_open_metrics_are_stored() {
        target.type = TestingTarget.OPEN_METRICS;
        target.shows("""
                # TYPE latency histogram
                # UNIT latency seconds
                latency_bucket{le="+Inf"} 3 1699999999.5 # {trace_id="abc"} 0.25 1699999998.25
                # EOF
                """);
        TargetScrape scrape = scrape();

        scrape.scrape(START);

        assertThat(at(START - 500)).isEqualTo(Map.of("latency_bucket{le=\"+Inf\"}", "3.0"));
        assertThat(store.metadata("latency"))
                .containsEntry(
                        "latency",
                        List.of(new MetricMetadata("latency", MetricMetadata.Type.HISTOGRAM, "", "seconds")));
        assertThat(store.exemplars(new SeriesSelection(
                                List.of(Matcher.equal("__name__", "latency_bucket")), TimeRange.ALL))
                        .getFirst()
                        .exemplars())
                .singleElement()
                .satisfies(exemplar -> {
                    assertThat(exemplar.value()).isEqualTo(0.25);
                    assertThat(exemplar.timestampMillis()).isEqualTo(START - 1750);
                    assertThat((Object) exemplar.labels()).isEqualTo(Labels.of("trace_id", "abc"));
                });
    }

    @Test
    void a_series_with_times_of_its_own_gets_no_marker_unless_asked_for() {
        target.shows("a 1 1700000000000\n");
        TargetScrape plain = scrape();
        plain.scrape(START);
        target.shows("");
        plain.scrape(START + 1000);
        assertThat(at(START + 1000)).isEqualTo(report("1.0", "0.0", "0.0", "0.0"));

        target.shows("a 1 1700000000000\n");
        TargetScrape tracking = scrape("track_timestamps_staleness: true");
        tracking.scrape(START + 2000);
        target.shows("");
        tracking.scrape(START + 3000);
        assertThat(at(START + 3000)).containsEntry("a", "stale");
    }

    @Test
    void times_count_only_where_they_are_honored() {
        target.shows("a 1 1600000000000\n");
        TargetScrape scrape = scrape("honor_timestamps: false");

        scrape.scrape(START);

        assertThat(at(START)).containsEntry("a", "1.0");
    }

    @Test
    void labels_that_clash_are_renamed_or_honored() {
        target.shows("a{instance=\"x\",exported_instance=\"y\",zone=\"\"} 1\n");
        scrape().scrape(START);
        assertThat(at(START)).containsKey("a{exported_exported_instance=\"x\", exported_instance=\"y\"}");

        TargetScrape honoring = scrape("honor_labels: true");
        honoring.scrape(START + 1000);
        assertThat(store.select(new SeriesSelection(
                                List.of(Matcher.equal("__name__", "a"), Matcher.equal("instance", "x")), TimeRange.ALL))
                        .next())
                .isTrue();
        SeriesCursor empty = store.select(new SeriesSelection(
                List.of(Matcher.equal("__name__", "a"), Matcher.equal("instance", "x"), Matcher.equal("zone", "")),
                TimeRange.ALL));
        assertThat(empty.next())
                .as("a label written empty removes the target's")
                .isTrue();
    }

    @Test
    void metric_relabelling_drops_and_changes_and_is_not_counted_after() {
        target.shows("go_a 1\nb{x=\"1\"} 2\nb{x=\"2\"} 3\n");
        TargetScrape scrape = scrape(
                "metric_relabel_configs:",
                "- {source_labels: [__name__], regex: go_.*, action: drop}",
                "- {regex: x, action: labeldrop}");

        scrape.scrape(START);

        // both b are one series then: the first counts
        assertThat(at(START)).isEqualTo(report("1.0", "3.0", "2.0", "1.0", "b", "2.0"));
    }

    @Test
    void an_answer_of_unknown_type_fails_unless_there_is_a_fallback() {
        target.type = "";
        target.shows("a 1\n");
        TargetScrape strict = scrape();
        strict.scrape(START);
        TargetScrape lax = scrape("fallback_scrape_protocol: PrometheusText0.0.4");
        lax.scrape(START + 1000);

        assertThat(strict.status().lastError())
                .isEqualTo("the answer's Content-Type is \"\", which is no known format; fallback_scrape_protocol can"
                        + " say what to take it for");
        assertThat(lax.status().health()).isEqualTo(ScrapedTarget.Health.UP);
    }

    @Test
    void nobody_there_is_said() {
        TargetScrape scrape = scrape();
        target.close();

        scrape.scrape(START);

        assertThat(scrape.status().lastError())
                .startsWith("http://" + target.address() + "/metrics cannot be asked: Connection refused");
        assertThat(at(START)).isEqualTo(report("0.0", "0.0", "0.0", "0.0"));
    }

    @Test
    void a_target_that_is_gone_ends_with_its_report() {
        TargetScrape scrape = scrape();
        target.shows("a 1\n");
        scrape.scrape(START);

        scrape.end(START + 1000);

        assertThat(at(START + 1000))
                .isEqualTo(new TreeMap<>(Map.of(
                        "a", "stale",
                        "up", "stale",
                        "scrape_duration_seconds", "stale",
                        "scrape_samples_scraped", "stale",
                        "scrape_samples_post_metric_relabeling", "stale",
                        "scrape_series_added", "stale")));
    }

    @Test
    void parameters_path_and_credentials_go_to_the_target() {
        target.shows("a 1\n");
        scrape(
                        "metrics_path: /probe",
                        "params: {module: [http 2xx], target: [x, y]}",
                        "basic_auth: {username: ann, password: secret}",
                        "http_headers: {X-Scope: {values: [one]}}")
                .scrape(START);

        assertThat(target.path).isEqualTo("/probe?module=http+2xx&target=x&target=y");
        assertThat(target.asked.getFirst("Authorization")).isEqualTo("Basic YW5uOnNlY3JldA==");
        assertThat(target.asked.getFirst("X-Scope")).isEqualTo("one");
    }
}
