package dev.nightjar.ingest.scrape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.ingest.scrapeconfig.ScrapeFile;
import dev.nightjar.ingest.scrapeconfig.ScrapeJob;
import dev.nightjar.ingest.scrapeconfig.TargetGroup;
import dev.nightjar.model.Labels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanningTest {
    private static ScrapeJob job(String... lines) {
        String text = "scrape_configs:\n- job_name: shop\n  " + String.join("\n  ", lines) + "\n";
        return ScrapeFile.parse("prometheus.yml", text, Path.of("")).jobs().getFirst();
    }

    private static Planning.Plan plan(ScrapeJob job, Labels... targets) {
        return Planning.of(job, List.of(new TargetGroup("0", List.of(targets), Labels.of("zone", "eu"))));
    }

    private static Labels at(String address) {
        return Labels.of("__address__", address);
    }

    @Test
    void a_target_has_the_labels_of_its_group_its_job_and_its_address() {
        TargetPlan target = plan(job(), at("a:9100")).targets().getFirst();

        assertThat((Object) target.labels()).isEqualTo(Labels.of("instance", "a:9100", "job", "shop", "zone", "eu"));
        assertThat(target.url()).hasToString("http://a:9100/metrics");
        assertThat((Object) target.discovered())
                .isEqualTo(Labels.of(
                        "__address__", "a:9100",
                        "__metrics_path__", "/metrics",
                        "__scheme__", "http",
                        "__scrape_interval__", "1m",
                        "__scrape_timeout__", "10s",
                        "job", "shop",
                        "zone", "eu"));
    }

    @Test
    void a_host_may_have_an_underscore_as_names_of_containers_do() {
        assertThat(plan(job(), at("node_exporter:9100")).targets().getFirst().url())
                .hasToString("http://node_exporter:9100/metrics");
    }

    @Test
    void special_labels_say_how_it_is_asked() {
        ScrapeJob job = job(
                "params: {module: [a, b]}",
                "relabel_configs:",
                "- {target_label: __scheme__, replacement: https}",
                "- {target_label: __metrics_path__, replacement: /probe x}",
                "- {target_label: __param_module, replacement: c&d}",
                "- {target_label: __param_target, source_labels: [__address__]}",
                "- {target_label: __scrape_interval__, replacement: 20s}",
                "- {target_label: instance, replacement: i}");

        TargetPlan target = plan(job, at("[::1]:9100")).targets().getFirst();

        assertThat(target.url())
                .hasToString("https://[::1]:9100/probe%20x?module=c%26d&module=b&target=%5B%3A%3A1%5D%3A9100");
        assertThat(target.interval()).isEqualTo(Duration.ofSeconds(20));
        assertThat(target.labels().get("instance")).isEqualTo("i");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            - {target_label: __address__, replacement: ""} | it has no __address__
            - {target_label: __address__, replacement: a/b} | "a/b" is no address of a host; the path has its own label, __metrics_path__
            - {target_label: __address__, replacement: "a b"} | "a b" is no address of a host
            - {target_label: __scheme__, replacement: ftp} | label __scheme__ must be http or https, found "ftp"
            - {target_label: __scrape_interval__, replacement: soon} | label __scrape_interval__ is no duration longer than nothing: "soon"
            - {target_label: __scrape_interval__, replacement: 5s} | its timeout, 10s, is longer than its interval, 5s
            """)
    void a_target_that_makes_no_sense_is_told_and_the_others_are_scraped(String rule, String why) {
        ScrapeJob job = job("relabel_configs:", rule.replace("{", "{source_labels: [__address__], regex: bad, "));

        Planning.Plan plan = plan(job, at("bad"), at("good:1"));

        assertThat(plan.targets())
                .extracting(target -> target.labels().get("instance"))
                .containsExactly("good:1");
        assertThat(plan.dropped().getFirst().why()).isEqualTo(why);
    }

    @Test
    void dropped_targets_are_counted_and_some_remembered() {
        ScrapeJob job = job(
                "keep_dropped_targets: 1",
                "relabel_configs: [{source_labels: [__address__], regex: 'a.*', action: drop}]");

        Planning.Plan plan = plan(job, at("a1"), at("a2"), at("b"));

        assertThat(plan.droppedCount()).isEqualTo(2);
        assertThat(plan.dropped()).hasSize(1);
        assertThat(plan.dropped().getFirst().why()).isEmpty();
    }

    @Test
    void two_that_become_the_same_are_one() {
        assertThat(plan(job(), at("a:1"), at("a:1")).targets()).hasSize(1);
    }

    @Test
    void slots_are_a_targets_own_and_evenly_spaced() {
        ScrapeSlots slots = ScrapeSlots.of(
                15_000, plan(job(), at("a:1")).targets().getFirst().hash());

        long first = slots.after(1_700_000_000_000L);
        assertThat(slots.after(first)).isEqualTo(first + 15_000);
        assertThat(slots.after(first - 1)).isEqualTo(first);
        assertThat(slots.timeOf(first, first + 2)).isEqualTo(first);
        assertThat(slots.timeOf(first, first + 3)).isEqualTo(first + 3);
        assertThat(ScrapeSlots.of(100, 0).timeOf(100, 102)).isEqualTo(102);
    }
}
