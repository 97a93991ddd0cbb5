package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    @TempDir
    private Path folder;

    @Test
    void what_was_saved_last_is_loaded() throws Exception {
        CheckpointFile file = new CheckpointFile(folder);
        assertThat(file.load()).isEmpty();
        Checkpoint one = new Checkpoint("(dev=1,ino=2)", "/var/log/a b\t%.log", 3, 256, -77, 10, 20, 1_763_700_000L);
        Checkpoint two = new Checkpoint("k", "/x", 0, 0, 0, 0, 0, 0);

        file.save(List.of(two));
        file.save(List.of(one, two));

        assertThat(new CheckpointFile(folder).load()).containsExactly(one, two);
    }

    @Test
    void a_damaged_file_is_refused_with_what_to_do() throws Exception {
        CheckpointFile file = new CheckpointFile(folder);
        file.save(List.of(new Checkpoint("k", "/x", 0, 0, 0, 5, 5, 0)));
        Path saved = folder.resolve("log-checkpoints");
        Files.writeString(saved, Files.readString(saved).replace("\t5\t5", "\t6\t6"));

        assertThatThrownBy(file::load)
                .isInstanceOf(IOException.class)
                .hasMessage(saved + " is damaged (checksum); move it away to start over: lines still in the log files"
                        + " will then be sent a second time");
    }
}
