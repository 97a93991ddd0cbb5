package dev.nightjar.query.vector;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelHashTest {
    /** Values of the reference implementation, for lengths that take every way through it. */
    @ParameterizedTest
    @CsvSource({
        "'', ef46db3751d8e999",
        "a, d24ec4f1a98c6e5b",
        "abc, 44bc2cf5ad770999",
        "Nobody inspects the spammish repetition, fbcea83c8a378bf1",
    })
    void is_the_64_bit_xxhash(String text, String hash) {
        assertThat(Long.toHexString(LabelHash.of(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(hash);
    }

    @Test
    void the_share_lies_between_nothing_and_all() {
        for (int i = 0; i < 1000; i++) {
            assertThat(LabelHash.fraction(Labels.of("i", "x".repeat(i)))).isBetween(0.0, 1.0);
        }
    }
}
