package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.LogFault;
import dev.nightjar.model.NanoRange;
import dev.nightjar.testkit.TestingClock;
import java.nio.ByteBuffer;
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
            assertThat(index.admin().verify(List.of(), NanoRange.ALL).faults()).isEmpty();
        }
        Path payload = folder.resolve("days/2026-11-21/blocks-0000.dat");
        byte[] bytes = Files.readAllBytes(payload);
        bytes[bytes.length / 2] ^= 4;
        Files.write(payload, bytes);
        try (LogIndex index = LogIndex.open(folder, CrashingWriter.CONFIG, clock)) {
            List<LogFault> faults =
                    index.admin().verify(List.of(), NanoRange.ALL).faults();
            assertThat(faults).hasSize(1);
            LogFault fault = faults.getFirst();
            assertThat(fault.file()).isEqualTo(payload.toString());
            assertThat(fault.offset()).isLessThanOrEqualTo(bytes.length / 2);
            assertThat(fault.found()).isEqualTo("the block's bytes are not those the chain was made of");
        }
    }

    /** A template put in another's place with a good checksum: every block that vouches for it is named. */
    @Test
    void verify_names_the_blocks_whose_templates_were_changed() throws Exception {
        TestingClock clock = new TestingClock(CrashingWriter.START);
        try (LogIndex index = LogIndex.open(folder, CrashingWriter.CONFIG, clock)) {
            for (int i = 0; i < 30; i++) {
                index.append(CrashingWriter.batch(i));
            }
            index.flush();
        }
        Path file = folder.resolve("days/2026-11-21/templates.dat");
        byte[] bytes = Files.readAllBytes(file);
        int length = ByteBuffer.wrap(bytes).getInt(0);
        bytes[8 + length - 1] ^= 1;
        ByteBuffer.wrap(bytes).putInt(4, Sections.crc(bytes, 8, 8 + length));
        Files.write(file, bytes);
        try (LogIndex index = LogIndex.open(folder, CrashingWriter.CONFIG, clock)) {
            List<LogFault> faults =
                    index.admin().verify(List.of(), NanoRange.ALL).faults();
            assertThat(faults.getFirst().file()).isEqualTo(file.toString());
            assertThat(faults)
                    .extracting(LogFault::found)
                    .anyMatch(found -> found.contains("are not those the block was made with"));
        }
    }
}
