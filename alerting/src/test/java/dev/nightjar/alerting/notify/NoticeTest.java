package dev.nightjar.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nightjar.alerting.AlertingRoom;
import dev.nightjar.model.Labels;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.event.NoticeEvent.AlertReceived;
import dev.nightjar.model.event.NoticeEvent.GroupClosed;
import dev.nightjar.model.event.NoticeEvent.GroupOpened;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What receivers are told and when, second by second. */
class NoticeTest {
    private static final String TREE = """
            route:
              receiver: hook
              group_by: [alertname]
              group_wait: 10s
              group_interval: 30s
              repeat_interval: 5m
            inhibit_rules:
              - source_matchers: [alertname="RackDown"]
                target_matchers: [alertname="Slow"]
                equal: [rack]
            receivers:
              - name: hook
                webhook_configs: [{url: '%s'}]
            """;

    private AlertingRoom room;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        room = new AlertingRoom(folder, TREE);
    }

    @AfterEach
    void close() {
        room.close();
    }

    private static List<String> instances(JsonNode body, String status) {
        return body.path("alerts")
                .valueStream()
                .filter(alert -> alert.path("status").asText().equals(status))
                .map(alert -> alert.path("labels").path("instance").asText())
                .toList();
    }

    @Test
    void alerts_of_a_group_are_told_together_after_its_wait_and_what_is_new_after_its_interval() {
        room.fire("Slow", "a");
        room.pass(4);
        room.fire("Slow", "b");
        room.pass(5);
        assertThat(room.bodies()).isEmpty();
        room.pass(2);
        assertThat(room.bodies()).singleElement().satisfies(body -> {
            assertThat(instances(body, "firing")).containsExactly("a", "b");
            assertThat(body.path("groupKey").asText()).isEqualTo("{}:{alertname=\"Slow\"}");
            assertThat(body.path("commonLabels").toString()).isEqualTo("{\"alertname\":\"Slow\",\"rack\":\"r1\"}");
        });
        room.fire("Slow", "c");
        room.pass(28);
        assertThat(room.bodies()).hasSize(1);
        room.pass(2);
        assertThat(instances(room.bodies().getLast(), "firing")).containsExactly("a", "b", "c");
        room.pass(200);
        assertThat(room.bodies()).hasSize(2);
        room.keepFiring("Slow", "a", "b", "c");
        room.pass(140);
        assertThat(room.bodies()).as("repeated once").hasSize(3);
    }

    @Test
    void the_end_is_told_and_the_group_is_over() {
        room.fire("Slow", "a", "b");
        room.pass(12);
        room.resolve("Slow", "b");
        room.pass(30);
        assertThat(room.bodies()).hasSize(2);
        assertThat(instances(room.bodies().getLast(), "resolved")).containsExactly("b");
        room.resolve("Slow", "a");
        room.pass(30);
        assertThat(room.bodies()).hasSize(3);
        assertThat(room.bodies().getLast().path("status").asText()).isEqualTo("resolved");
        assertThat(instances(room.bodies().getLast(), "resolved")).containsExactly("a");
        room.pass(2);
        assertThat(room.events(GroupClosed.class)).hasSize(1);
    }

    @Test
    void an_alert_that_is_over_within_the_wait_is_not_told_at_all() {
        room.fire("Slow", "a");
        room.pass(5);
        room.resolve("Slow", "a");
        room.pass(60);
        assertThat(room.bodies()).isEmpty();
        assertThat(room.events(GroupClosed.class)).hasSize(1);
    }

    @Test
    void an_alert_that_is_not_heard_of_again_is_over() {
        room.fire("Slow", "a");
        room.pass(60);
        assertThat(room.bodies()).hasSize(1);
        room.pass(300);
        assertThat(instances(room.bodies().getLast(), "resolved")).containsExactly("a");
        assertThat(room.notifications().alerts()).isEmpty();
    }

    @Test
    void that_an_alert_goes_on_is_not_written_each_time() {
        for (int i = 0; i < 20; i++) {
            room.fire("Slow", "a");
            room.pass(30);
        }
        assertThat(room.events(AlertReceived.class)).hasSize(1);
        assertThat(room.notifications().alerts()).hasSize(1);
    }

    @Test
    void an_inhibited_alert_is_not_told_also_right_after_a_restart() {
        room.fire("RackDown", "r");
        room.pass(20);
        room.fire("Slow", "a");
        room.pass(60);
        assertThat(room.bodies()).hasSize(1);

        room.killAndStart(30);
        room.fire("Slow", "a");
        room.pass(120);
        assertThat(room.bodies()).as("only the source").hasSize(1);

        room.resolve("RackDown", "r");
        room.pass(60);
        assertThat(room.bodies()).hasSize(3);
        assertThat(room.bodies().subList(1, 3))
                .anySatisfy(body -> assertThat(instances(body, "firing")).containsExactly("a"))
                .anySatisfy(body -> assertThat(instances(body, "resolved")).containsExactly("r"));
    }

    @Test
    void a_resolve_follows_its_trigger_though_the_alert_is_silenced_meanwhile() {
        room.fire("Slow", "a");
        room.pass(12);
        room.silence(Duration.ofHours(1), Matcher.equal("instance", "a"));
        room.pass(60);
        assertThat(room.bodies()).hasSize(1);
        room.resolve("Slow", "a");
        room.pass(60);
        assertThat(room.bodies()).hasSize(2);
        assertThat(instances(room.bodies().getLast(), "resolved")).containsExactly("a");
    }

    @Test
    void a_silenced_alert_is_told_when_the_silence_is_over() {
        String id = room.silence(Duration.ofHours(1), Matcher.equal("instance", "a"));
        room.fire("Slow", "a");
        room.pass(60);
        assertThat(room.bodies()).isEmpty();
        assertThat(room.notifications().expire(id, "ana")).isTrue();
        room.pass(31);
        assertThat(room.bodies()).hasSize(1);
    }

    @Test
    void what_a_receiver_refuses_is_tried_again_and_the_newest_word_takes_the_place_of_the_old() {
        room.answerWith(503);
        room.fire("Slow", "a");
        room.pass(20);
        assertThat(room.bodies()).isNotEmpty();
        room.fire("Slow", "b");
        room.pass(60);
        room.clearBodies();
        room.answerWith(200);
        room.pass(70);
        assertThat(room.bodies()).hasSize(1);
        assertThat(instances(room.bodies().getFirst(), "firing")).containsExactly("a", "b");
    }

    @Test
    void a_trigger_that_may_have_reached_somebody_is_resolved() {
        room.answerWith(503);
        room.fire("Slow", "a");
        room.pass(12);
        room.resolve("Slow", "a");
        room.answerWith(200);
        room.clearBodies();
        room.pass(60);
        assertThat(room.bodies().getLast().path("status").asText()).isEqualTo("resolved");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 9, 10, 11, 12, 25, 39, 40, 41, 45, 70, 75, 100})
    void killed_at_any_moment_everything_is_told_once(int second) {
        room.fire("Slow", "a");
        room.pass(second);
        room.killAndStart(2);
        room.pass(120 - second);
        assertThat(room.bodies()).hasSize(1);
        room.resolve("Slow", "a");
        room.pass(1 + second % 3);
        room.killAndStart(1);
        room.pass(60);
        assertThat(room.bodies()).hasSize(2);
        assertThat(room.bodies().getLast().path("status").asText()).isEqualTo("resolved");
        assertThat(room.events(GroupOpened.class)).hasSize(1);
    }

    @Test
    void another_tree_of_routes_tells_nothing_twice_and_old_receivers_the_end() {
        room.fire("Slow", "a");
        room.pass(12);
        room.useRoutes("""
                route: {receiver: other, group_by: [instance]}
                receivers:
                  - name: other
                  - name: hook
                    webhook_configs: [{url: '%s'}]
                """);
        room.pass(60);
        assertThat(room.bodies()).hasSize(1);
        room.resolve("Slow", "a");
        room.pass(400);
        assertThat(room.bodies()).hasSize(2);
        assertThat(room.bodies().getLast().path("status").asText()).isEqualTo("resolved");
    }

    @Test
    void the_alert_of_the_pool_is_the_one_that_was_sent() {
        room.fire("Slow", "a");
        assertThat(room.notifications().alert(Labels.of("alertname", "Slow", "instance", "a", "rack", "r1")))
                .hasValueSatisfying(alert -> assertThat(alert.annotations()).containsEntry("summary", "Slow on a"));
    }
}
