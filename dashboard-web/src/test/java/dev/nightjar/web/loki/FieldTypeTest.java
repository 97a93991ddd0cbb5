package dev.nightjar.web.loki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldTypeTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            42, INT
            -7, INT
            9223372036854775808, FLOAT
            1.5, FLOAT
            1e3, FLOAT
            true, BOOLEAN
            F, BOOLEAN
            tRue, STRING
            10ms, DURATION
            1h2m3.5s, DURATION
            12 parsecs, STRING
            10MB, BYTES
            1.5 GiB, BYTES
            5 K, BYTES
            '', STRING
            hello, STRING
            10.0.0.1, STRING
            """)
    void a_value_shows_its_type(String value, FieldType type) {
        assertThat(FieldType.of(value)).isEqualTo(type);
    }
}
