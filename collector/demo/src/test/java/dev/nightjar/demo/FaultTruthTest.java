package dev.nightjar.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTruthTest {
    @Test
    void the_truth_is_one_json_object_in_a_file(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("demo").resolve("truth.json");
        new FaultTruth(Fault.SLOW_DISK, Instant.parse("2026-03-02T02:41:10Z"), "checkout", "checkout-7", "disk sda", "")
                .writeTo(file);
        assertThat(Files.readString(file))
                .isEqualTo(
                        "{\"fault\": \"slow-disk\", \"startedAt\": \"2026-03-02T02:41:10Z\", \"service\": \"checkout\","
                                + " \"instance\": \"checkout-7\", \"resource\": \"disk sda\", \"changeId\": \"\"}\n");
    }

    @Test
    void an_unknown_fault_is_answered_with_the_known_ones() {
        assertThatThrownBy(() -> Fault.parse("slow-dsk"))
                .hasMessage("unknown fault \"slow-dsk\"; choose one of slow-disk, bad-deploy, toggle, memory-leak,"
                        + " dependency-down");
        assertThat(Fault.parse("bad-deploy")).isEqualTo(Fault.BAD_DEPLOY);
    }
}
