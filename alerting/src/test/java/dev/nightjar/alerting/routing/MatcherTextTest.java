package dev.nightjar.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "a=b | {a=\"b\"}",
                "a = \"b c\" | {a=\"b c\"}",
                "a=b c | {a=\"b c\"}",
                "{a=\"b\", c!=\"d\"} | {a=\"b\",c!=\"d\"}",
                "{a=\"b\",} | {a=\"b\"}",
                "a=~\"x.*,y\",b!~z | {a=~\"x.*,y\",b!~\"z\"}",
                "\"a name\"=\"ü\" | {\"a name\"=\"ü\"}",
                "überall=ja | {überall=\"ja\"}",
                "\"disk.full\"=yes | {disk.full=\"yes\"}",
                "\"a,b\"=c | {\"a,b\"=\"c\"}",
                "a=\"x\\\"y\\\\z\" | {a=\"x\\\"y\\\\z\"}",
                "a=~\"\\d+\" | {a=~\"\\\\d+\"}",
                "a= | {a=\"\"}",
                "{} | {}",
            })
    void both_syntaxes_are_read(String text, String shown) {
        assertThat(MatcherText.of(MatcherText.parse(text))).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "=b", "a=\"b", "{a=b", "a=b}", "a=b\"c", "a=~(", "a=b,,c=d", "a \"b\""})
    void what_is_none_is_refused(String text) {
        assertThatThrownBy(() -> MatcherText.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_refusal_says_what_and_where() {
        assertThatThrownBy(() -> MatcherText.parse("severity:page"))
                .hasMessage("matcher severity:page: expected one of =, !=, =~ and !~ at character 14;"
                        + " write it like severity=\"page\"");
    }
}
