package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    private static final FileTime SEEN_UNTIL = FileTime.from(Instant.parse("2026-11-21T04:00:00Z"));

    @TempDir
    private Path folder;

    @Test
    void what_was_saved_last_is_loaded() throws Exception {
        CheckpointFile file = new CheckpointFile(folder);
        assertThat(file.load()).isEmpty();
        Checkpoint one = new Checkpoint(
                "(dev=1,ino=2)",
                "(dev=1,ino=1)",
                "/var/log/a b\t%.log",
                3,
                new Checkpoint.Sum(256, -77),
                new Checkpoint.Sum(10, 78),
                10,
                20,
                1_763_700_000L,
                false);
        Checkpoint two = Checkpoint.fresh("k", "/x").withEnd();

        file.save(List.of(two), SEEN_UNTIL);
        file.save(List.of(one, two), SEEN_UNTIL);

        assertThat(new CheckpointFile(folder).load()).containsExactly(one, two);
        assertThat(new CheckpointFile(folder).seenUntil()).isEqualTo(SEEN_UNTIL);
    }

    @Test
    void a_time_to_come_is_not_believed() throws Exception {
        CheckpointFile file = new CheckpointFile(folder);
        FileTime far = FileTime.from(Instant.parse("2999-01-01T00:00:00Z"));
        file.save(List.of(Checkpoint.fresh("k", "/x")), far);

        assertThat(file.seenUntil()).isLessThan(far);
    }

    @Test
    void what_version_1_saved_is_loaded() throws Exception {
        String text = "nightjar-checkpoints 1\nk%3D1\t%2Fvar%2Flog%2Fa.log\t2\t7\t-9\t100\t120\t5\n";
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        Files.writeString(folder.resolve("log-checkpoints"), text + "crc " + Long.toHexString(crc.getValue()) + "\n");

        assertThat(new CheckpointFile(folder).load())
                .containsExactly(new Checkpoint(
                        "k=1",
                        "k=1",
                        "/var/log/a.log",
                        2,
                        new Checkpoint.Sum(7, -9),
                        Checkpoint.Sum.NONE,
                        100,
                        120,
                        5,
                        false));
    }

    @Test
    void a_damaged_file_is_refused_with_what_to_do() throws Exception {
        CheckpointFile file = new CheckpointFile(folder);
        file.save(List.of(Checkpoint.fresh("k", "/x").intending(55, 5)), SEEN_UNTIL);
        Path saved = folder.resolve("log-checkpoints");
        Files.writeString(saved, Files.readString(saved).replace("\t55\t5", "\t66\t5"));

        assertThatThrownBy(file::load)
                .isInstanceOf(IOException.class)
                .hasMessage(saved + " is damaged (checksum); move it away to start over: lines still in the log files"
                        + " will then be sent a second time");
    }
}
