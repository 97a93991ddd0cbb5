package dev.nightjar.alerting.notify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.AlertingRoom;
import dev.nightjar.model.event.NoticeEvent.NoticeAttempted;
import dev.nightjar.model.event.PageEvent.Outcome;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One message of a group in Slack, which says what is so now; and what Slack says of it. */
class SlackUpdateTest {
    private static final String TREE = """
            route: {receiver: slack, group_by: [alertname], group_wait: 10s, group_interval: 30s, repeat_interval: 1h}
            receivers:
              - name: slack
                slack_configs:
                  - app_token: xoxb-1
                    app_url: '%s/chat.postMessage'
                    channel: '#alerts'
                    update_message: true
                    send_resolved: true
            """;

    private AlertingRoom room;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        room = new AlertingRoom(folder, TREE);
        room.answerWith("{\"ok\":true,\"channel\":\"C024BE91L\",\"ts\":\"1401383885.000061\"}");
    }

    @AfterEach
    void close() {
        room.close();
    }

    private String title() {
        return room.bodies().getLast().at("/attachments/0/title").asText();
    }

    @Test
    void what_is_new_of_a_group_changes_its_message_also_after_a_restart() {
        room.fire("Slow", "a");
        room.pass(12);
        room.fire("Slow", "b");
        room.killAndStart(1);
        room.pass(40);
        assertThat(title()).isEqualTo("[FIRING:2] Slow (r1)");
        room.resolve("Slow", "a", "b");
        room.pass(40);
        assertThat(title()).startsWith("[RESOLVED] Slow");
        assertThat(room.paths()).containsExactly("/hook/chat.postMessage", "/hook/chat.update", "/hook/chat.update");
        assertThat(room.bodies().getFirst().path("channel").asText()).isEqualTo("#alerts");
        assertThat(room.bodies().getFirst().has("ts")).isFalse();
        assertThat(room.bodies().getLast().path("channel").asText()).isEqualTo("C024BE91L");
        assertThat(room.bodies().getLast().path("ts").asText()).isEqualTo("1401383885.000061");
    }

    @Test
    void a_group_that_was_over_makes_another_message() {
        room.fire("Slow", "a");
        room.pass(12);
        room.resolve("Slow", "a");
        room.pass(40);
        room.fire("Slow", "a");
        room.pass(12);
        assertThat(room.paths())
                .containsExactly("/hook/chat.postMessage", "/hook/chat.update", "/hook/chat.postMessage");
    }

    @Test
    void a_message_that_somebody_deleted_is_made_anew() {
        room.fire("Slow", "a");
        room.pass(12);
        room.answerWith("{\"ok\":false,\"error\":\"message_not_found\"}");
        room.fire("Slow", "b");
        room.pass(31);
        assertThat(room.paths())
                .containsExactly("/hook/chat.postMessage", "/hook/chat.update", "/hook/chat.postMessage");
    }

    @Test
    void what_slack_refuses_with_status_200_was_not_told() {
        room.answerWith("{\"ok\":false,\"error\":\"invalid_auth\"}");
        room.fire("Slow", "a");
        room.pass(12);
        assertThat(attempts()).containsExactly("FAILED Slack says: invalid_auth");
    }

    @Test
    void what_goes_away_by_itself_is_tried_again() {
        room.answerWith("{\"ok\":false,\"error\":\"ratelimited\"}");
        room.fire("Slow", "a");
        room.pass(12);
        assertThat(attempts()).containsExactly("RETRY Slack says: ratelimited");
        room.answerWith("{\"ok\":true,\"channel\":\"C1\",\"ts\":\"2.0\"}");
        room.pass(10);
        assertThat(room.events(NoticeAttempted.class).getLast().outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(room.events(NoticeAttempted.class).getLast().receipt()).isEqualTo("C1 2.0");
    }

    @Test
    void what_is_no_answer_of_slack_s_is_no_success() {
        room.answerWith("<html>Please sign in to the network</html>");
        room.fire("Slow", "a");
        room.pass(12);
        assertThat(attempts()).containsExactly("FAILED Slack says: <html>Please sign in to the network</html>");
    }

    private List<String> attempts() {
        return room.events(NoticeAttempted.class).stream()
                .map(attempt -> attempt.outcome() + " " + attempt.detail())
                .toList();
    }
}
