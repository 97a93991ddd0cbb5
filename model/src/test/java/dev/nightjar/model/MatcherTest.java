package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTest {
    private static Matcher regex(String value) {
        return new Matcher("app", Matcher.Op.MATCHES, value);
    }

    @Test
    void a_regular_expression_is_about_the_whole_value() {
        assertThat(regex("a|(b)").matches("a")).isTrue();
        assertThat(regex("a|(b)").matches("b")).isTrue();
        assertThat(regex("a|(b)").matches("ab")).isFalse();
        assertThat(regex("a.b").matches("a\nb")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a)|(b", "a)(b", ")", "a)("})
    void parentheses_that_do_not_belong_together_are_refused_rather_than_ending_the_anchors(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> regex(value))
                .withMessage("label \"app\": \"" + value + "\" is not an RE2 regular expression: unexpected )");
    }

    @Test
    void what_is_not_closed_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> regex("a("))
                .withMessage("label \"app\": \"a(\" is not an RE2 regular expression: missing closing )");
    }
}
