package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChainTest {
    @TempDir
    Path folder;

    @Test
    void verify_names_the_block_whose_bytes_were_changed_and_no_other() throws Exception {
        TestingClock clock = new TestingClock(CrashingWriter.START);
        try (LogIndex index = LogIndex.open(folder, CrashingWriter.CONFIG, clock)) {
            for (int i = 0; i < 30; i++) {
                index.append(CrashingWriter.batch(i));
            }
            index.flush();
            assertThat(index.verify(NanoRange.ALL)).isEmpty();
        }
        Path payload = folder.resolve("days/2026-11-21/blocks-0000.dat");
        byte[] bytes = Files.readAllBytes(payload);
        bytes[bytes.length / 2] ^= 4;
        Files.write(payload, bytes);
        try (LogIndex index = LogIndex.open(folder, CrashingWriter.CONFIG, clock)) {
            List<ChainFault> faults = index.verify(NanoRange.ALL);
            assertThat(faults).hasSize(1);
            ChainFault fault = faults.getFirst();
            assertThat(fault.file()).isEqualTo(payload.toString());
            assertThat(fault.offset()).isLessThanOrEqualTo(bytes.length / 2);
            assertThat(fault.found()).isEqualTo("the block's bytes are not those the chain was made of");
        }
    }
}
