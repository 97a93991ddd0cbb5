package dev.nightjar.ingest.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoundTextTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1.0",
        "1.0, 1.0",
        "01, 1.0",
        "0.50, 0.5",
        "100000, 100000.0",
        "1000000, 1e+06",
        "1e6, 1e+06",
        "1048576, 1.048576e+06",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "-2.5, -2.5",
        "0, 0.0",
        "-0, 0.0",
        "+Inf, +Inf",
        "Inf, +Inf",
        "-Inf, -Inf",
        "NaN, NaN",
        "1e100, 1e+100",
        "0.1, 0.1",
        "x, x",
        "0x10, 0x10",
        "1d, 1d"
    })
    void a_number_has_one_text(String written, String normal) {
        assertThat(BoundText.normal(written)).isEqualTo(normal);
    }
}
