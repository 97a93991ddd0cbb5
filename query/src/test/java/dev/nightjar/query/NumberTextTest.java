package dev.nightjar.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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

    @ParameterizedTest
    @CsvSource({
        "1, 1e+00, 1",
        "0, 0e+00, 0",
        "-0.0, -0e+00, -0",
        "0.25, 2.5e-01, 0.25",
        "-1234567, -1.234567e+06, -1.234567e+06",
        "100000, 1e+05, 100000",
        "0.0001, 1e-04, 0.0001",
        "0.00001, 1e-05, 1e-05",
        "1e100, 1e+100, 1e+100",
        "NaN, NaN, NaN",
        "Infinity, +Inf, +Inf"
    })
    void rules_and_the_text_format_have_their_own_ways(double value, String exponent, String exposition) {
        assertThat(NumberText.exponent(value)).isEqualTo(exponent);
        assertThat(NumberText.general(value)).isEqualTo(exposition);
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

    @Property
    void a_plain_number_is_its_shortest_digits_at_their_places(@ForAll double value) {
        if (value != 0 && Double.isFinite(value) && Math.abs(value) >= Double.MIN_NORMAL) {
            assertThat(NumberText.plain(value))
                    .isEqualTo(new BigDecimal(Double.toString(value))
                            .stripTrailingZeros()
                            .toPlainString());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "12345678.25, 12345678.25",
        "0.00025, 0.00025",
        "-0.0001, -0.0001",
        "1.0E-5, 0.00001",
        "1.25e15, 1250000000000000",
        "-1.2345678901234567e18, -1234567890123456800",
        "98765432109.5, 98765432109.5"
    })
    void digits_stand_at_their_places(double value, String text) {
        assertThat(NumberText.plain(value)).isEqualTo(text);
    }
}
