package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RepeatedLineTest {
    private final SplittableRandom random = new SplittableRandom(7);

    @TempDir
    Path folder;

    private boolean isAllOf(CharSequence text) throws IOException {
        try (FileBytes bytes = FileBytes.open(Files.writeString(folder.resolve("a.log"), text))) {
            return RepeatedLine.isAllOf(bytes);
        }
    }

    /** Of up to 700 characters, so that a file of many ends a read anywhere in one. */
    private String line() {
        StringBuilder line = new StringBuilder();
        for (int length = random.nextInt(1, 700); length > 0; length--) {
            line.append((char) random.nextInt('a', 'd'));
        }
        return line.append('\n').toString();
    }

    @Test
    void one_line_over_and_over_is_known_however_often_and_cut_anywhere() throws Exception {
        for (int i = 0; i < 200; i++) {
            String text = line().repeat(random.nextInt(1, 400));
            assertThat(isAllOf(text.substring(0, text.length() - random.nextInt(text.length()))))
                    .isTrue();
        }
        assertThat(isAllOf("")).isTrue();
    }

    @Test
    void one_other_byte_in_any_further_line_is_noticed() throws Exception {
        for (int i = 0; i < 200; i++) {
            String line = line();
            StringBuilder text = new StringBuilder(line.repeat(random.nextInt(2, 400)));
            text.setCharAt(random.nextInt(line.length(), text.length()), 'x');
            assertThat(isAllOf(text)).isFalse();
        }
    }

    @Test
    void a_line_longer_than_is_read_at_a_time_is_not_looked_at_further() throws Exception {
        assertThat(isAllOf("a".repeat(1 << 17))).isFalse();
    }
}
