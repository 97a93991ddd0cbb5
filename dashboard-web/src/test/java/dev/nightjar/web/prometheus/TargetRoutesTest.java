package dev.nightjar.web.prometheus;

import static dev.nightjar.web.prometheus.TestingPrometheus.success;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.model.MetricMetadata;
import dev.nightjar.model.relabel.RelabelAction;
import dev.nightjar.model.relabel.RelabelRule;
import dev.nightjar.model.relabel.RelabelRules;
import dev.nightjar.model.target.DroppedTarget;
import dev.nightjar.model.target.ScrapePool;
import dev.nightjar.model.target.ScrapedTarget;
import dev.nightjar.web.http.TestingServer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TargetRoutesTest {
    private final TestingPrometheus prometheus = new TestingPrometheus();

    @BeforeEach
    void fill() {
        RelabelRules rules = RelabelRules.of(List.of(
                new RelabelRule(RelabelAction.REPLACE, List.of("a"), ";", "(.*)", 0, "b", "$1!"),
                new RelabelRule(RelabelAction.DROP, List.of("b"), ";", "x!", 0, "", "$1"),
                new RelabelRule(RelabelAction.LABELDROP, List.of(), ";", "a", 0, "", "$1")));
        prometheus.targets.pools.add(new ScrapePool("node", rules, 1, "job_name: node\n"));
        prometheus.targets.active.add(new ScrapedTarget(
                "node",
                Labels.of("__address__", "a:9100", "job", "node"),
                Labels.of("instance", "a:9100", "job", "node"),
                "http://a:9100/metrics",
                ScrapedTarget.Health.DOWN,
                "it is not there",
                Optional.of(Instant.ofEpochMilli(1_700_000_000_123L)),
                Duration.ofMillis(250),
                Duration.ofSeconds(90),
                Duration.ofSeconds(10),
                17));
        prometheus.targets.dropped.add(new DroppedTarget("node", Labels.of("__address__", "b:9100"), ""));
        prometheus.targets.metadata.add(new MetricMetadata("up", MetricMetadata.Type.GAUGE, "Whether it is up.", ""));
    }

    @AfterEach
    void stop() {
        prometheus.close();
    }

    @Test
    void targets_are_told_with_how_their_last_scrape_went() {
        assertThat(prometheus.get("targets")).isEqualTo(success("""
                {"activeTargets":[{"discoveredLabels":{"__address__":"a:9100","job":"node"},\
                "labels":{"instance":"a:9100","job":"node"},"scrapePool":"node",\
                "scrapeUrl":"http://a:9100/metrics","globalUrl":"http://a:9100/metrics",\
                "lastError":"it is not there","lastScrape":"2023-11-14T22:13:20.123Z","lastScrapeDuration":0.25,\
                "health":"down","scrapeInterval":"1m30s","scrapeTimeout":"10s","samples":17}],\
                "droppedTargets":[{"discoveredLabels":{"__address__":"b:9100"},"scrapePool":"node"}],\
                "droppedTargetCounts":{"node":1}}"""));
    }

    @Test
    void targets_can_be_asked_for_by_state_and_pool() {
        JsonNode active = data("targets?state=active");
        JsonNode dropped = data("targets?state=dropped");
        JsonNode other = data("targets?scrapePool=other");
        JsonNode shouted = data("targets?state=ACTIVE");
        JsonNode unknown = data("targets?state=up");

        assertThat(active.path("activeTargets")).hasSize(1);
        assertThat(active.path("droppedTargets")).isEmpty();
        assertThat(active.path("droppedTargetCounts").isNull()).isTrue();
        assertThat(dropped.path("activeTargets")).isEmpty();
        assertThat(dropped.path("droppedTargets")).hasSize(1);
        assertThat(other.path("activeTargets")).isEmpty();
        assertThat(other.path("droppedTargetCounts")).isEmpty();
        assertThat(shouted).isEqualTo(active);
        assertThat(unknown.path("activeTargets")).isEmpty();
        assertThat(unknown.path("droppedTargets")).isEmpty();
    }

    @Test
    void metadata_comes_by_target_and_metric() {
        assertThat(prometheus.get("targets/metadata?metric=up&match_target=" + encoded("{job=\"node\"}")))
                .isEqualTo(success("[{\"target\":{\"instance\":\"a:9100\",\"job\":\"node\"},\"type\":\"gauge\","
                        + "\"help\":\"Whether it is up.\",\"unit\":\"\"}]"));
        assertThat(data("targets/metadata").get(0).path("metric").asText()).isEqualTo("up");
        assertThat(data("targets/metadata?metric=down")).isEmpty();
        assertThat(data("targets/metadata?match_target=" + encoded("{}"))).isEqualTo(data("targets/metadata"));
        assertThat(prometheus.get("targets/metadata?match_target=" + encoded("{job")))
                .contains("invalid parameter \\\"match_target\\\": ");
        assertThat(data("targets/metadata?limit=0")).isEmpty();
        assertThat(data("targets/metadata?limit=1"))
                .hasSize(data("targets/metadata?limit=-1").size());
    }

    @Test
    void relabelling_is_shown_step_by_step_to_the_rule_that_drops() {
        JsonNode kept = data("targets/relabel_steps?scrapePool=node&labels=" + encoded("{\"a\":\"y\"}"))
                .path("steps");
        JsonNode dropped = data("targets/relabel_steps?scrapePool=node&labels=" + encoded("{\"a\":\"x\"}"))
                .path("steps");

        assertThat(kept.toString()).isEqualTo("""
                [{"rule":{"source_labels":["a"],"separator":";","regex":"(.*)","target_label":"b",\
                "replacement":"$1!","action":"replace"},"output":{"a":"y","b":"y!"},"keep":true},\
                {"rule":{"source_labels":["b"],"separator":";","regex":"x!","replacement":"$1","action":"drop"},\
                "output":{"a":"y","b":"y!"},"keep":true},\
                {"rule":{"separator":";","regex":"a","replacement":"$1","action":"labeldrop"},\
                "output":{"b":"y!"},"keep":true}]""");
        assertThat(dropped).hasSize(2);
        assertThat(dropped.get(1).path("keep").asBoolean()).isFalse();
        assertThat(dropped.get(1).path("output")).isEmpty();
    }

    @Test
    void pools_and_their_configuration_are_told() {
        assertThat(prometheus.get("scrape_pools")).isEqualTo(success("{\"scrapePools\":[\"node\"]}"));
        assertThat(prometheus.get("scrape_pools/config?scrapePool=node"))
                .isEqualTo(success("{\"yaml\":\"job_name: node\\n\"}"));
        assertThat(prometheus.get("scrape_pools/config?scrapePool=x")).contains("there is no scrape pool \\\"x\\\"");
        assertThat(prometheus.get("targets/relabel_steps?scrapePool=node")).contains("no labels parameter provided");
    }

    private JsonNode data(String path) {
        return TestingServer.json(prometheus.server.get("/api/v1/" + path)).path("data");
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
