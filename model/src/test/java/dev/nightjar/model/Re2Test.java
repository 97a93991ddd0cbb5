package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Re2Test {
    /** On each of them RE2/J 1.8 compiles for ever. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "(?i)\u1c80",
                "a(?si:\u1c88b)",
                "(?i)[\\x{1c85}]",
                "(?i)\\x{1C85}",
                "(?i)[é-日]",
                "(?i)[\\x{80}-\\x{ffff}]",
                "(?i)[^à-\uffff]",
                "(?i)[]é-日]",
                "(?i)\\Q\u1c84\\E",
                "(?i)\\Q[\\E[é-日]",
            })
    void expressions_whose_compilation_never_ends_are_refused(String regex) {
        assertThatThrownBy(() -> Re2.compile(regex))
                .isInstanceOf(PatternSyntaxException.class)
                .hasMessageContaining("not supported yet: the letters U+1C80 to U+1C88");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u1c80",
                "[é-日]",
                "(?i)user-日本",
                "(?i)é-日",
                "(?i)[а-я]+",
                "(?i)[^a-z]",
                "(?i)\\x{1c7f}",
                "(?i)[日-]",
                "(?i)\\Q[é-日]\\E",
                "(?i)straße",
                "(?i)\\pL",
                "(?i)[[:alpha:]é]",
            })
    void others_compile(String regex) {
        assertThat(Re2.compile(regex)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(?i)[", "(?i)[a-", "(?i)\\", "(?i)\\x{", "(?i)\\x{zz}", "(?i)[\\x{110000000}]", "(?i)\\Q[", "a)"
            })
    void what_is_broken_is_the_compilers(String regex) {
        try {
            Re2.compile(regex);
        } catch (PatternSyntaxException e) {
            assertThat(e.getDescription()).isNotEmpty();
        }
    }

    @Test
    void sizes_are_limited_also_within_anchors() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Re2.compileWhole("((a{1000}){1000}){1000}"))
                .withMessageContaining("too large");
        assertThatThrownBy(() -> Re2.compileWhole("a)|(b")).isInstanceOf(PatternSyntaxException.class);
        assertThat(Re2.compileWhole("a.b|c").matcher("a\nb").matches()).isTrue();
    }
}
