package dev.nightjar.tsdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process with SIGKILL while it writes and deletes. */
class DeletionKillTest {
    private static final int ROUNDS = 5;

    @TempDir
    Path directory;

    @Test
    void nothing_acknowledged_is_lost_and_nothing_deleted_comes_back_when_the_process_is_killed() throws Exception {
        Random random = new Random(5);
        int last = -1;
        for (int round = 0; round < ROUNDS; round++) {
            last = KilledProcess.run(CrashDeleter.class, directory, last + 1, 100 + random.nextInt(400));
            try (Tsdb tsdb = CrashDeleter.open(directory)) {
                // the step after the last acknowledged one may be done, or half done: done again, it is for sure
                CrashDeleter.act(tsdb, ++last);
                assertThat(Samples.all(tsdb)).as("after step %s", last).isEqualTo(CrashDeleter.expectedAfter(last));
            }
        }
    }
}
