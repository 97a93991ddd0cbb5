package dev.nightjar.query;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {
    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "-0.0, -0",
        "0.1, 0.1",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "1.5e-7, 1.5e-07",
        "0.000001, 0.000001",
        "123456.789, 123456.789",
        "NaN, NaN",
        "Infinity, +Inf",
        "-Infinity, -Inf",
        "4.9e-324, 5e-324",
        "-4.9e-324, -5e-324",
        "9.9e-324, 1e-323",
        "1.5e-323, 1.5e-323",
        "2.5e-322, 2.5e-322"
    })
    void samples_are_written_as_prometheus_writes_them(double value, String text) {
        assertThat(NumberText.sample(value)).isEqualTo(text);
    }

    @Test
    void the_smallest_number_is_as_short_without_an_exponent() {
        assertThat(NumberText.plain(Double.MIN_VALUE)).isEqualTo("0." + "0".repeat(323) + "5");
    }

    @Property
    void what_is_written_reads_back_as_the_same_number(@ForAll double value) {
        assertThat(Double.parseDouble(NumberText.sample(value))).isEqualTo(value);
        assertThat(Double.parseDouble(NumberText.plain(value))).isEqualTo(value);
    }
}
