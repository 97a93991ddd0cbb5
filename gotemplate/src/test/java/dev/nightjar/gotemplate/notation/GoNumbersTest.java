package dev.nightjar.gotemplate.notation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "1e21, 1e+21",
        "100000000, 1e+08",
        "1234567.891, 1.234567891e+06",
        "-1048576, -1.048576e+06",
        "999999.5, 999999.5",
        "123456, 123456",
        "0.0001, 0.0001",
        "0.00001, 1e-05",
        "4.9E-324, 5e-324",
        "3, 3",
        "-0.0, -0",
        "NaN, NaN",
        "Infinity, +Inf"
    })
    void prints_the_fewest_digits_that_read_back(double value, String expected) {
        assertThat(GoNumbers.shortest(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "1234.5, 4, 1234", // of two as near the even one
        "1235.5, 4, 1236",
        "123456, 3, 1.23e+05",
        "0.00001234, 2, 1.2e-05",
        "100, 4, 100",
        "0, 4, 0",
        "-Infinity, 4, -Inf"
    })
    void prints_so_many_digits_at_most(double value, int digits, String expected) {
        assertThat(GoNumbers.general(value, digits)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"-0.0005, 2, -0.00", "2.675, 2, 2.67", "1e21, 0, 1000000000000000000000", "-0.0, 1, -0.0"})
    void prints_so_many_places(double value, int places, String expected) {
        assertThat(GoNumbers.fixed(value, places)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1234.5, 6, 1.234500e+03", "0, 2, 0.00e+00", "1e-100, 0, 1e-100", "9.99, 1, 1.0e+01"})
    void prints_with_an_exponent(double value, int places, String expected) {
        assertThat(GoNumbers.scientific(value, places)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "255, 255",
        "-0x1f, -31",
        "0b101, 5",
        "0o17, 15",
        "017, 15",
        "+7, 7",
        "-9223372036854775808, -9223372036854775808"
    })
    void reads_whole_numbers_by_their_prefixes(String written, long expected) {
        assertThat(GoNumbers.integer(written)).hasValue(expected);
    }

    @Test
    void what_is_no_whole_number_of_64_bits_is_none() {
        for (String written : new String[] {"", "-", "0x", "08", "1.0", "9223372036854775808", "\u0661"}) {
            assertThat(GoNumbers.integer(written)).as(written).isEqualTo(OptionalLong.empty());
        }
    }
}
