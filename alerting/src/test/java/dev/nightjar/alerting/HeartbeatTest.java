package dev.nightjar.alerting;

import static dev.nightjar.alerting.rules.TestingExpressions.sample;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.alerting.paging.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heartbeat is an alert by itself, made by the same engine as all others. */
class HeartbeatTest {
    private static final String DUE = "time() - nightjar_heartbeat_due_timestamp_seconds{heartbeat=\"sync\"} > 0";

    @Test
    void one_that_is_missing_pages_and_its_next_sign_ends_that(@TempDir Path folder) {
        Room room = new Room(folder, Room.RULES, """
                people: {ana: {contacts: [{inbox: }]}}
                policies: {all: {steps: [{notify: [ana]}]}}
                """);
        room.write("heartbeats.yml", "heartbeats: [{name: sync, token: abcdefgh, every: 1m, severity: page}]");
        room.alerting.close();
        room.alerting = room.open();
        room.pass(5);
        assertThat(room.alerting.pages()).isEmpty();

        room.expressions.answer(DUE, sample(90, "heartbeat", "sync", "service", "shop"));
        room.pass(2);
        Page page = room.alerting.pages().getFirst();
        assertThat(page.opened().summary()).isEqualTo("No sign of life of sync");
        assertThat(page.opened().description()).isEqualTo("It was due every 1m, and is overdue for 1m 30s.");
        assertThat(page.opened().service()).isEqualTo("shop");

        room.expressions.answer(DUE);
        room.pass(2);
        assertThat(room.alerting.pages().getFirst().state()).isEqualTo(Page.State.RESOLVED);
        room.alerting.close();
    }
}
