package dev.nightjar.model.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTokenTest {
    @ParameterizedTest
    @CsvSource({
        "Bearer njt_1_x",
        "bearer   njt_1_x",
        "Token njt_1_x",
        "ApiKey njt_1_x",
        "ApiKey bmlnaHRqYXI6bmp0XzFfeA==",
        "Basic bmlnaHRqYXI6bmp0XzFfeA==",
        "Basic Om5qdF8xX3g="
    })
    void programs_write_it_in_several_ways(String authorization) {
        assertThat(ShownToken.in(authorization)).contains("njt_1_x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "njt_1_x", "Digest username=\"a\"", "Basic ???", "Basic bm9jb2xvbg=="})
    void what_shows_none_shows_none(String authorization) {
        assertThat(ShownToken.in(authorization)).isEmpty();
    }
}
