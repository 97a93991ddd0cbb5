package dev.nightjar.agent.journald;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.agent.reading.EdgeRules;
import dev.nightjar.client.RetryPolicy;
import dev.nightjar.client.Transport;
import dev.nightjar.model.Labels;
import dev.nightjar.model.redact.Redaction;
import dev.nightjar.model.redact.RedactionRules;
import dev.nightjar.model.relabel.RelabelRules;
import dev.nightjar.testkit.TestingClock;
import dev.nightjar.testkit.TestingReceiver;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import dev.nightjar.testkit.TestingReceiver.Line;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** With a program of our own under the setting that names journalctl; it follows as that does, and takes its options. */
@DisabledOnOs(OS.WINDOWS)
class JournalTailTest {
    private static final String PROGRAM = """
            #!/bin/sh
            after=0
            for option in "$@"; do
              case "$option" in --after-cursor=c*) after="${option#--after-cursor=c}" ;; esac
            done
            last=$(cat "$(dirname "$0")/last")
            i=$((after + 1))
            while [ "$i" -le "$last" ]; do
              printf '__CURSOR=c%d\\n__REALTIME_TIMESTAMP=17637000000000%02d\\nMESSAGE=line %d\\n\\n' "$i" "$i" "$i"
              i=$((i + 1))
            done
            exec tail -f /dev/null
            """;

    private final TestingClock clock = new TestingClock(Instant.parse("2026-11-21T04:00:00Z"));
    private final HttpClient http = Transport.newHttpClient();
    private TestingReceiver receiver;
    private JournalTail journal;
    private Path program;

    @TempDir
    private Path folder;

    @BeforeEach
    void begin() throws Exception {
        receiver = new TestingReceiver();
        program = Files.writeString(folder.resolve("journal"), PROGRAM);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        entries(3);
        journal = opened();
    }

    @AfterEach
    void end() {
        journal.close();
        receiver.close();
        http.shutdownNow();
    }

    private void entries(int count) throws IOException {
        Files.writeString(folder.resolve("last"), Integer.toString(count));
    }

    private JournalTail opened() throws IOException {
        JournalTail made = new JournalTail(
                new JournalSettings(program.toString(), List.of()),
                Labels.of("instance", "web-7"),
                new EdgeRules(RelabelRules.NONE, new Redaction(RedactionRules.NONE)),
                folder,
                new Transport(http, receiver.uri(), "", clock),
                new RetryPolicy(Duration.ofSeconds(1), Duration.ofSeconds(1)),
                new SplittableRandom(1));
        made.open();
        return made;
    }

    /** As after kill -9, but for the program, which the system ends when its output is closed. */
    private void restart() throws IOException {
        journal.close();
        journal = opened();
    }

    private void stepUntil(BooleanSupplier reached) throws IOException {
        long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!reached.getAsBoolean()) {
            assertThat(System.nanoTime()).as("the program of the test prints").isLessThan(giveUp);
            if (!journal.step(clock.instant())) {
                LockSupport.parkNanos(Duration.ofMillis(2).toNanos()); // a real process has to print
                clock.advance(Duration.ofMillis(100));
            }
        }
    }

    private List<String> texts() {
        return receiver.lines().stream().map(Line::text).toList();
    }

    private String saved() {
        try {
            return Files.readString(folder.resolve("journal-cursor"));
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void entries_arrive_once_also_when_the_agent_comes_back() throws Exception {
        stepUntil(() -> saved().equals("nightjar-journal 1\nc3\nc3\n"));
        entries(5);
        restart();
        stepUntil(() -> saved().equals("nightjar-journal 1\nc5\nc5\n"));

        assertThat(texts()).containsExactly("line 1", "line 2", "line 3", "line 4", "line 5");
        assertThat((Object) receiver.lines().get(0).stream()).isEqualTo(Labels.of("instance", "web-7"));
        assertThat(receiver.lines().get(0).timestampNanos()).isEqualTo(1_763_700_000_000_001_000L);
    }

    @Test
    void killed_before_it_heard_the_answer_it_sends_the_same_batch_again() throws Exception {
        receiver.next(new Behaviour.StoreAndBreak());
        stepUntil(() -> !receiver.requests().isEmpty());
        entries(9);
        restart();
        stepUntil(() -> saved().equals("nightjar-journal 1\nc9\nc9\n"));

        assertThat(texts()).hasSize(9).doesNotHaveDuplicates();
        assertThat(receiver.requests().get(1).batchId())
                .isEqualTo(receiver.requests().get(0).batchId());
    }

    @Test
    void while_the_server_is_away_entries_wait_in_the_journal() throws Exception {
        receiver.otherwise(new Behaviour.Answer(503, "", ""));
        stepUntil(() -> receiver.requests().size() == 3);
        receiver.otherwise(new Behaviour.Accept());
        stepUntil(() -> saved().equals("nightjar-journal 1\nc3\nc3\n"));

        assertThat(texts()).containsExactly("line 1", "line 2", "line 3");
    }

    @Test
    void a_host_without_the_program_goes_on_without_it() throws Exception {
        Files.delete(program);
        for (int i = 0; i < 10; i++) {
            assertThat(journal.step(clock.instant())).isFalse();
            clock.advance(Duration.ofSeconds(3));
        }
        assertThat(receiver.requests()).isEmpty();
    }

    @Test
    void a_damaged_cursor_says_what_to_do() throws Exception {
        Files.writeString(folder.resolve("journal-cursor"), "nonsense");
        assertThatThrownBy(this::opened).hasMessageContaining("journal-cursor is damaged; remove it to begin");
    }
}
