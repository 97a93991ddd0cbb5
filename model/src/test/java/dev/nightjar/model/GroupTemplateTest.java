package dev.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each line is what Go's {@code Regexp.ExpandString} makes of it. */
class GroupTemplateTest {
    private static final Pattern PATTERN = Pattern.compile("(?P<name>[a-z]+)-([0-9]+)(x)?");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            plain       | plain
            $1          | web
            ${1}        | web
            $name       | web
            ${name}     | web
            $0          | web-42
            $1-$2       | web-42
            $1$2        | web42
            ${1}x       | webx
            $1x         | ''
            $1_         | ''
            $3          | ''
            $4          | ''
            $01         | ''
            $999999999  | ''
            $99999999   | ''
            $nobody     | ''
            $$          | $
            $$1         | $1
            $           | $
            a$          | a$
            $-          | $-
            ${          | ${
            ${}         | ${}
            ${1         | ${1
            ${ 1}       | ${ 1}
            ${1-2}      | ${1-2}
            $é.         | .
            $\uD835\uDD2B. | .
            €$1€        | €web€
            """)
    void a_reference_is_read_as_go_reads_it(String template, String expected) {
        Matcher found = PATTERN.matcher("web-42");
        assertThat(found.matches()).isTrue();
        assertThat(GroupTemplate.expand(template, found)).isEqualTo(expected);
    }
}
