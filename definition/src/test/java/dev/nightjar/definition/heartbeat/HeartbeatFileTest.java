package dev.nightjar.definition.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.definition.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeartbeatFileTest {
    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    private List<Heartbeat> read(String text) throws IOException {
        Files.writeString(folder.resolve(HeartbeatFile.NAME), text);
        return HeartbeatFile.read(folder, problems);
    }

    @Test
    void without_a_file_none_is_expected() {
        assertThat(HeartbeatFile.read(folder, problems)).isEmpty();
        assertThat(problems.isEmpty()).isTrue();
    }

    @Test
    void heartbeats_are_read_with_their_tokens() throws IOException {
        Files.writeString(folder.resolve("backup.token"), "from-a-file-1\n");
        List<Heartbeat> found = read("""
                heartbeats:
                  - {name: sync, token: abcdefgh, every: 1h, service: shop, owner: web, labels: {team: a}, severity: page}
                  - {name: backup, token_file: backup.token, cron: '0 2 * * *', zone: Europe/Berlin, grace: 1h}
                """);

        assertThat(problems.sorted()).isEmpty();
        Heartbeat sync = found.getFirst();
        assertThat(sync.rhythm()).isEqualTo(new Rhythm.Every(Duration.ofHours(1)));
        assertThat(sync.grace()).isEqualTo(Duration.ofMinutes(6));
        assertThat(sync.labels()).isEqualTo(Map.of("service", "shop", "owner", "web", "team", "a"));
        assertThat(sync.severity()).isEqualTo("page");
        assertThat(sync.toString()).doesNotContain("abcdefgh");
        Heartbeat backup = found.getLast();
        assertThat(backup.token()).isEqualTo("from-a-file-1");
        assertThat(backup.severity()).isEqualTo("ticket");
        assertThat(backup.rhythm().text()).isEqualTo("0 2 * * * Europe/Berlin");
        assertThat(backup.rhythm().after(Instant.parse("2026-11-21T00:00:00Z")))
                .isEqualTo(Instant.parse("2026-11-21T01:00:00Z"));
    }

    @Test
    void everything_that_is_wrong_is_said_at_once() throws IOException {
        read("""
                heartbeats:
                  - {name: a, token: short, every: 1h}
                  - {name: a, token: abcdefgh, every: 1s, cron: '* * * * *'}
                  - {name: b, every: 1s, zone: Mars, labels: {job: x}}
                  - {name: c, token: abcdefgh, cron: often}
                """);

        assertThat(problems.sorted())
                .map(Object::toString)
                .containsExactly(
                        "heartbeats.yml:2: heartbeat \"a\": a token has at least 8 characters, letters, digits and"
                                + " . _ ~ - only: it is the last part of a URL, and whoever knows it may give the"
                                + " sign",
                        "heartbeats.yml:3: heartbeat \"a\": there is another heartbeat of this name; names are unique",
                        "heartbeats.yml:3: heartbeat \"a\": needs one of \"every\" and \"cron\", found both",
                        "heartbeats.yml:4: heartbeat \"b\": needs one of \"token\" and \"token_file\", found neither",
                        "heartbeats.yml:4: heartbeat \"b\": every: must be at least 5s",
                        "heartbeats.yml:4: heartbeat \"b\": labels: \"job\" is a label that heartbeats have by"
                                + " themselves, or none",
                        "heartbeats.yml:5: heartbeat \"c\": another heartbeat has the same token",
                        "heartbeats.yml:5: heartbeat \"c\": cron: must have five fields (minute hour day month"
                                + " weekday), found 1: \"often\"");
    }
}
