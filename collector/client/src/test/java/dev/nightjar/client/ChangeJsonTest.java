package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChangeJsonTest {
    @Test
    void a_change_becomes_one_object_with_its_details_sorted() {
        Change change = new Change(
                "id-1",
                Instant.parse("2026-11-21T04:05:06.789Z"),
                "checkout",
                "",
                "toggle",
                "said \"yes\"\\no\nand \u0001 \ud83d\ude80",
                "ann",
                Map.of("b", "2", "a", "1"));

        assertThat(new String(ChangeJson.encode(change), StandardCharsets.UTF_8))
                .isEqualTo("{\"changeId\":\"id-1\",\"at\":\"2026-11-21T04:05:06.789Z\",\"service\":\"checkout\","
                        + "\"instance\":\"\",\"kind\":\"toggle\","
                        + "\"summary\":\"said \\\"yes\\\"\\\\no\\u000aand \\u0001 \\ud83d\\ude80\",\"by\":\"ann\","
                        + "\"details\":{\"a\":\"1\",\"b\":\"2\"}}");
    }
}
