package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSizeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1,1000}){1,1000}){1,1000}",
                "(((a{100}){100}){100})",
                "([a-z]{1000}x){60}",
                "(\\d{999}){999}",
                "a){1000}(b{1000}){1000}",
                "(a{99999999999}){2}"
            })
    void repetitions_that_multiply_are_refused_before_they_are_compiled(String regex) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegexSize.require(regex))
                .withMessageContaining("too large");
    }

    @Test
    void nesting_beyond_reason_is_refused_before_it_meets_a_recursive_compiler() {
        String nested = "(".repeat(20_000) + ")".repeat(20_000);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RegexSize.require(nested))
                .withMessageContaining("nested deeper than 200");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a{1000}",
                "(GET|POST) /api/v[0-9]{1,3}/.*",
                "[]{9999}{9999}]",
                "\\Q((({9999}{9999}",
                "\\{9999\\}\\(",
                "{",
                "a{",
                "a{,5}",
                "[",
                "\\",
                "(",
                ")))",
                "(a+)+$"
            })
    void what_people_write_passes_and_what_is_broken_is_left_to_the_compiler(String regex) {
        assertThatCode(() -> RegexSize.require(regex)).doesNotThrowAnyException();
    }
}
