package dev.nightjar.gotemplate.notation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoDurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "15, 15ns",
        "1500, 1.5µs",
        "-250000000, -250ms",
        "999999999, 999.999999ms",
        "61500000000, 1m1.5s",
        "3600000000000, 1h0m0s",
        "-3661000000001, -1h1m1.000000001s",
        "9223372036854775807, 2562047h47m16.854775807s",
        "-9223372036854775808, -2562047h47m16.854775808s"
    })
    void is_written_in_units(long nanos, String expected) {
        assertThat(GoDurations.text(nanos)).isEqualTo(expected);
    }
}
