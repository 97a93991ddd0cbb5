package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalStreamTest {
    private static String printed(String text) {
        ByteArrayOutputStream seen = new ByteArrayOutputStream();
        TerminalStream.of(new PrintStream(seen, true, StandardCharsets.UTF_8)).print(text);
        return seen.toString(StandardCharsets.UTF_8);
    }

    static Object[][] texts() {
        return new Object[][] {
            {"checkout is slow\n\t2 ms, 3 µs, 東京, 🌙\n", "checkout is slow\n\t2 ms, 3 µs, 東京, 🌙\n"},
            {"\u001b]52;c;cm0gLXJmIH4K\u0007slow\u001b[2J", "\ufffd]52;c;cm0gLXJmIH4K\ufffdslow\ufffd[2J"},
            {"all is well\rit is not", "all is well\ufffdit is not"},
            {"\u009b2J \u0080 \u009f \u00a0 \u00c2\u009d \u007f", "\ufffd2J \ufffd \ufffd \u00a0 \u00c2\ufffd \ufffd"},
        };
    }

    @ParameterizedTest
    @MethodSource("texts")
    void what_a_terminal_would_obey_is_shown_as_a_mark(String told, String shown) {
        assertThat(printed(told)).isEqualTo(shown);
    }
}
