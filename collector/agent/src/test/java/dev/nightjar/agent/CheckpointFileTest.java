package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    @TempDir
    private Path folder;

    @Test
    void what_was_saved_last_is_loaded() throws Exception {
        CheckpointFile file = new CheckpointFile(folder);
        assertThat(file.load()).isEqualTo(Progress.NONE);
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
                Checkpoint.State.AWAY,
                20_000_000_000L,
                1_763_700_000_123_456_789L);
        Checkpoint two = Checkpoint.fresh("k", "/x").in(Checkpoint.State.SHIPPED);
        Progress saved = new Progress(
                List.of(one, two),
                Map.of(Path.of("/var/log/a b\t%"), FileTime.from(Instant.parse("2026-11-21T04:00:00.123456789Z"))));

        file.save(new Progress(List.of(two), Map.of()));
        file.save(saved);

        assertThat(new CheckpointFile(folder).load()).isEqualTo(saved);
    }

    @Test
    void what_versions_1_and_2_saved_is_loaded() throws Exception {
        FileTime written = FileTime.from(Instant.parse("2026-11-21T04:00:00Z"));
        save("nightjar-checkpoints 1\nk%3D1\t%2Fvar%2Flog%2Fa.log\t2\t7\t-9\t100\t120\t5\n", written);
        Checkpoint first = new Checkpoint(
                "k=1",
                "k=1",
                "/var/log/a.log",
                2,
                new Checkpoint.Sum(7, -9),
                Checkpoint.Sum.NONE,
                100,
                120,
                5,
                Checkpoint.State.OPEN,
                0,
                Checkpoint.UNKNOWN);
        assertThat(new CheckpointFile(folder).load())
                .isEqualTo(new Progress(List.of(first), Map.of(Path.of("/var/log"), written)));

        save("nightjar-checkpoints 2\nk%3D2\tk%3D1\t%2Fvar%2Flog%2Fa.log\t2\t7\t-9\t3\t4\t100\t100\t0\t1\n", written);
        Checkpoint second = new Checkpoint(
                "k=2",
                "k=1",
                "/var/log/a.log",
                2,
                new Checkpoint.Sum(7, -9),
                new Checkpoint.Sum(3, 4),
                100,
                100,
                0,
                Checkpoint.State.SHIPPED,
                0,
                Checkpoint.UNKNOWN);
        assertThat(new CheckpointFile(folder).load())
                .isEqualTo(new Progress(List.of(second), Map.of(Path.of("/var/log"), written)));
    }

    private void save(String text, FileTime written) throws IOException {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        Path saved = folder.resolve("log-checkpoints");
        Files.writeString(saved, text + "crc " + Long.toHexString(crc.getValue()) + "\n");
        Files.setLastModifiedTime(saved, written);
    }

    @Test
    void a_damaged_file_is_refused_with_what_to_do() throws Exception {
        CheckpointFile file = new CheckpointFile(folder);
        file.save(new Progress(List.of(Checkpoint.fresh("k", "/x").intending(55, 5)), Map.of()));
        Path saved = folder.resolve("log-checkpoints");
        Files.writeString(saved, Files.readString(saved).replace("\t55\t5", "\t66\t5"));

        assertThatThrownBy(file::load)
                .isInstanceOf(IOException.class)
                .hasMessage(saved + " is damaged (checksum); move it away to start over: lines still in the log files"
                        + " will then be sent a second time");
    }
}
