package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.model.Labels;
import dev.nightjar.web.http.TestingServer;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IndexRoutesTest {
    private static final long NOW = TestingLoki.NOW;
    private static final String RANGE = "&start=" + (NOW - 3600) + "&end=" + NOW;

    private final TestingLoki loki = new TestingLoki();

    @BeforeEach
    void write() {
        loki.push(Labels.of("app", "shop", "env", "prod"), "1234567890", "1234567890");
        loki.push(Labels.of("app", "shop", "env", "dev"), "12345");
        loki.push(Labels.of("app", "mail", "env", "prod"), "123");
        loki.push(Labels.of("job", "cron"), "1");
    }

    @AfterEach
    void stop() {
        loki.close();
    }

    private String result(String path, String query, String more) {
        HttpResponse<String> response = loki.server()
                .get("/loki/api/v1/index/" + path + "?query=" + TestingServer.encoded(query) + RANGE + more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return TestingServer.json(response).at("/data/result").toString();
    }

    @Test
    void stats_count_streams_lines_and_bytes() {
        assertThat(loki.server()
                        .get("/loki/api/v1/index/stats?query=" + TestingServer.encoded("{app=\"shop\"}") + RANGE)
                        .body())
                .isEqualTo("{\"streams\":2,\"chunks\":2,\"entries\":3,\"bytes\":25}");
        assertThat(loki.server()
                        .get("/loki/api/v1/index/stats?query=" + TestingServer.encoded("{app=\"none\"}") + RANGE)
                        .body())
                .isEqualTo("{\"streams\":0,\"chunks\":0,\"entries\":0,\"bytes\":0}");
    }

    @Test
    void volume_is_added_up_by_the_labels_of_the_query_the_largest_first() {
        assertThat(result("volume", "{app=~\".+\"}", ""))
                .isEqualTo("[{\"metric\":{\"app\":\"shop\"},\"value\":[" + NOW + ",\"25\"]},"
                        + "{\"metric\":{\"app\":\"mail\"},\"value\":[" + NOW + ",\"3\"]}]");
        assertThat(result("volume", "{app=~\".+\"}", "&limit=1"))
                .isEqualTo("[{\"metric\":{\"app\":\"shop\"},\"value\":[" + NOW + ",\"25\"]}]");
    }

    @Test
    void what_was_counted_without_being_timed_has_no_speed() {
        JsonNode summary = TestingServer.json(loki.server().get("/loki/api/v1/index/volume?query=%7B%7D" + RANGE))
                .at("/data/stats/summary");

        assertThat(summary.at("/totalLinesProcessed").asLong()).isEqualTo(5);
        assertThat(summary.at("/linesProcessedPerSecond").asLong()).isZero();
    }

    @Test
    void target_labels_take_the_place_of_those_of_the_query() {
        assertThat(result("volume", "{app=\"shop\", env!=\"dev\"}", "&targetLabels=app,env"))
                .isEqualTo("[{\"metric\":{\"app\":\"shop\",\"env\":\"prod\"},\"value\":[" + NOW + ",\"20\"]}]");
    }

    @Test
    void a_service_is_named_also_where_streams_were_sent_without_its_name() {
        assertThat(result("volume", "{service_name=~\".+\"}", "&targetLabels=service_name"))
                .isEqualTo("[{\"metric\":{\"service_name\":\"shop\"},\"value\":[" + NOW + ",\"25\"]},"
                        + "{\"metric\":{\"service_name\":\"mail\"},\"value\":[" + NOW + ",\"3\"]},"
                        + "{\"metric\":{\"service_name\":\"cron\"},\"value\":[" + NOW + ",\"1\"]}]");
        assertThat(loki.server().get("/loki/api/v1/label/service_name/values").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"cron\",\"mail\",\"shop\"]}");
    }

    @Test
    void volume_by_labels_has_their_names_only() {
        assertThat(result("volume", "{}", "&aggregateBy=labels"))
                .isEqualTo("[{\"metric\":{\"app\":\"\"},\"value\":[" + NOW + ",\"28\"]},"
                        + "{\"metric\":{\"env\":\"\"},\"value\":[" + NOW + ",\"28\"]},"
                        + "{\"metric\":{\"job\":\"\"},\"value\":[" + NOW + ",\"1\"]}]");
    }

    @Test
    void volume_over_time_has_a_point_for_each_slice_with_lines() {
        HttpResponse<String> response = loki.server()
                .get("/loki/api/v1/index/volume_range?query=" + TestingServer.encoded("{app=\"shop\"}") + "&start="
                        + (NOW - 100) + "&end=" + NOW + "&step=50");

        assertThat(TestingServer.json(response).at("/data").toString())
                .startsWith("{\"resultType\":\"matrix\",\"result\":[{\"metric\":{\"app\":\"shop\"},\"values\":[["
                        + (NOW - 50) + ",\"25\"]]}]");
    }

    @Test
    void an_unknown_way_to_add_up_is_refused() {
        HttpResponse<String> response = loki.server().get("/loki/api/v1/index/volume?query=%7B%7D&aggregateBy=color");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("invalid aggregation option: must be series or labels\n");
    }

    @Test
    void who_means_to_ask_in_parts_is_told_that_there_is_one() {
        String path = "/loki/api/v1/index/shards?query=" + TestingServer.encoded("{app=\"shop\"} |= \"1\"");

        JsonNode answer = TestingServer.json(loki.server().get(path + "&targetBytesPerShard=600MB"));
        assertThat(answer.at("/shards").size()).isEqualTo(1);
        assertThat(answer.at("/shards/0/bounds").toString()).isEqualTo("{\"min\":0,\"max\":18446744073709551615}");
        assertThat(answer.at("/shards/0/stats").toString())
                .isEqualTo("{\"streams\":2,\"chunks\":2,\"entries\":3,\"bytes\":25}");
        assertThat(answer.at("/statistics/summary").isObject()).isTrue();
        assertThat(answer.at("/chunkGroups").isNull()).isTrue();

        for (String wrong : List.of("", "&targetBytesPerShard=0", "&targetBytesPerShard=some")) {
            assertThat(loki.server().get(path + wrong).body())
                    .isEqualTo("targetBytesPerShard must be a positive value, such as 600MB\n");
        }
    }
}
