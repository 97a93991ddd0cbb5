package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogPatternTest {
    private static final long MINUTE = 60_000_000_000L;
    private static final long SINCE = 100 * MINUTE;

    private static LogPattern pattern(long serviceKnownSince, long seenSince) {
        byte[] line = "disk 7 is full".getBytes(StandardCharsets.UTF_8);
        return new LogPattern(
                "disk <_> is full",
                new long[] {1},
                "error",
                List.of(new LogPattern.Origin("shop", "", 1, seenSince, seenSince, serviceKnownSince)),
                new LogPattern.Example(Labels.EMPTY, seenSince, line, Labels.EMPTY));
    }

    @Test
    void lines_that_a_service_known_for_long_never_wrote_before_are_new() {
        assertThat(pattern(10 * MINUTE, 101 * MINUTE).isNewSince(SINCE)).isTrue();
        assertThat(pattern(10 * MINUTE, 99 * MINUTE).isNewSince(SINCE)).isFalse();
    }

    @Test
    void nothing_that_a_service_just_met_writes_is_new() {
        assertThat(pattern(101 * MINUTE, 102 * MINUTE).isNewSince(SINCE)).isFalse();
        assertThat(pattern(95 * MINUTE, 101 * MINUTE).isNewSince(SINCE)).isFalse();
        assertThat(pattern(95 * MINUTE, 125 * MINUTE).isNewSince(SINCE)).isTrue();
    }
}
