package dev.nightjar.gotemplate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a template, to the letter as promtool 3.5.3 says it of the like. */
class TemplateMistakesTest {
    private static String render(Source source) {
        return GoTemplate.parse(TestingDialect.DIALECT, source)
                .render(TestingDialect.DATA, TestingDialect.DOT, GoTemplate.Output.plain(1000));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ nosuch }}                               => function "nosuch" not defined
            {{ $x }}                                   => undefined variable "$x"
            {{ with $x := 1 }}{{ end }}{{ $x }}        => undefined variable "$x"
            {{ if }}a{{ end }}                         => missing value for if
            {{}}                                       => missing value for command
            {{ if true }}a                             => unexpected EOF
            a {{ end }}                                => unexpected {{end}}
            {{ if true }}{{ end }                      => unexpected "}" in end
            {{ if true }}{{ else }}{{ else }}{{ end }} => expected end; found {{else}}
            {{ range 3 }}{{ else if true }}{{ end }}   => unexpected <if> in input
            {{ if 1 }}{{ define "x" }}{{ end }}{{ end }} => unexpected <define> in command
            {{ define "x" }}a{{ end }}{{ define "x" }}b{{ end }} => template: multiple definition of template "x"
            {{ break }}                                => {{break}} outside {{range}}
            {{ range 1 }}{{ else }}{{ break }}{{ end }} => {{break}} outside {{range}}
            {{ "abc }}                                 => unterminated quoted string
            {{ `abc }}                                 => unterminated raw quoted string
            {{ 'ab' }}                                 => malformed character constant: 'ab'
            {{ "\\q" }}                                => invalid syntax
            {{ "\\400" }}                              => invalid syntax
            {{ '\\"' }}                                => malformed character constant: '\\"'
            {{ /* abc }}                               => unexpected "/" in command
            {{/* abc }}                                => unclosed comment
            {{ (1 }}                                   => unclosed left paren
            {{ 1 ) }}                                  => unexpected ")" in command
            {{ 1 | 2 }}                                => non executable command in pipeline stage 2
            {{ 12abc }}                                => bad number syntax: "12a"
            {{ 1.x }}                                  => bad number syntax: "1.x"
            {{ 1__0 }}                                 => illegal number syntax: "1__0"
            {{ 99999999999999999999 }}                 => integer overflow: "99999999999999999999"
            {{ "x".Year }}                             => unexpected . after term "\\"x\\""
            {{ nil.x }}                                => unexpected . after term "nil"
            {{ .a-b }}                                 => bad character U+002D '-'
            {{ $a, $b := 1 }}                          => too many declarations in command
            {{ end                                     => unclosed action
            """)
    void says_what_cannot_be_read(String template, String message) {
        assertThatThrownBy(() -> render(new Source("t", template)))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: t:1: " + message);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ .Foo }}                    => 3 => <.Foo>: can't evaluate field Foo in type testing.Data
            {{ .Labels.a.b }}             => 10 => <.Labels.a.b>: can't evaluate field b in type string
            {{ .Labels.a 1 }}             => 10 => <.Labels.a>: a is not a method but has arguments
            {{ .Value 1 }}                => 3 => <.Value>: Value has arguments but cannot be invoked as function
            {{ .Map.no.x }}               => 7 => <.Map.no.x>: nil pointer evaluating interface {}.x
            {{ (print "a").x }}           => 10 => <"a">: can't evaluate field x in type string
            {{ nil }}                     => 3 => <nil>: nil is not a command
            {{ 1 2 }}                     => 3 => <1>: can't give argument to non-function 1
            {{ $a = 1 }}                  => 8 => <1>: undefined variable: $a
            {{ upper }}                   => 3 => <upper>: wrong number of args for upper: want 1 got 0
            {{ "a" | upper "b" }}         => 9 => <upper>: wrong number of args for upper: want 1 got 2
            {{ upper 3 }}                 => 9 => <3>: expected string; found 3
            {{ upper nil }}               => 9 => <nil>: cannot assign nil to string
            {{ upper .Value }}            => 9 => <.Value>: wrong type for value; expected string; got float64
            {{ upper .Map.no }}           => 13 => <.Map.no>: wrong type for value; expected string; got interface {}
            {{ upper (len "a") }}         => 14 => <"a">: wrong type for value; expected string; got int
            {{ .Value | upper }}          => 12 => <upper>: wrong type for value; expected string; got float64
            {{ .Map.no | upper }}         => 13 => <upper>: invalid value; expected string
            {{ fail }}                    => 3 => <fail>: error calling fail: no data
            {{ expand "u" 1 }}            => 3 => <expand "u" 1>: error calling expand: template "u" not defined
            {{ template "u" . }}          => 12 => <{{template "u" .}}>: template "u" not defined
            {{ range "abc" }}{{ end }}    => 9 => <"abc">: range can't iterate over abc
            {{ range $i, $x := 3 }}{{ end }} => 19 => <3>: can't use 3 to iterate over more than one variable
            {{ eq 1 "a" }}                => 3 => <eq 1 "a">: error calling eq: incompatible types for comparison: int and string
            {{ lt 1 1.5 }}                => 3 => <lt 1 1.5>: error calling lt: incompatible types for comparison: int and float64
            {{ lt true false }}           => 3 => <lt true false>: error calling lt: invalid type for comparison
            {{ lt nil 1 }}                => 3 => <lt nil 1>: error calling lt: invalid type for comparison
            {{ eq 1 }}                    => 3 => <eq 1>: error calling eq: missing argument for comparison
            {{ eq .Map .Map }}            => 3 => <eq .Map .Map>: error calling eq: non-comparable type map[one:1 two:2]: map[string]interface {}
            {{ len 3 }}                   => 3 => <len 3>: error calling len: len of type int
            {{ index "dot" 7 }}           => 3 => <index "dot" 7>: error calling index: index out of range: 7
            {{ index .Labels 1 }}         => 3 => <index .Labels 1>: error calling index: value has type int; should be string
            {{ index nil 1 }}             => 3 => <index nil 1>: error calling index: index of untyped nil
            {{ slice "abc" "x" }}         => 3 => <slice "abc" "x">: error calling slice: cannot index slice/array with type string
            {{ slice "abc" 1 2 3 }}       => 3 => <slice "abc" 1 2 3>: error calling slice: cannot 3-index slice a string
            {{ "abc" | slice 1 }}         => 11 => <slice 1>: error calling slice: can't slice item of type int
            {{ .Time.Format }}            => 8 => <.Time.Format>: wrong number of args for Format: want 1 got 0
            {{ .Time.Format 5 }}          => 16 => <5>: expected string; found 5
            {{ .Time.Sub 5 }}             => 13 => <5>: can't handle 5 for arg of type time.Time
            {{ .Time.Sub .Value }}        => 13 => <.Value>: wrong type for value; expected time.Time; got float64
            {{ .Time.Add 1.5 }}           => 13 => <1.5>: expected integer; found 1.5
            {{ .Time.Year 3 }}            => 8 => <.Time.Year>: wrong number of args for Year: want 0 got 1
            {{ .Time.Date }}              => 8 => <.Time.Date>: function Date has 3 return values; should be 1 or 2
            {{ .Time.Month.Foo }}         => 8 => <.Time.Month.Foo>: can't evaluate field Foo in type time.Month
            """)
    void says_what_failed_and_where(String template, int column, String message) {
        assertThatThrownBy(() -> render(new Source("t", template)))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: t:1:" + column + ": executing \"t\" at " + message);
    }

    @Test
    void columns_count_bytes_and_those_of_the_first_line_what_the_host_has_in_front() {
        assertThatThrownBy(() -> render(new Source("t", "ü {{ fail }}", 100)))
                .hasMessage("template: t:1:106: executing \"t\" at <fail>: error calling fail: no data");
        assertThatThrownBy(() -> render(new Source("t", "a\nü {{ fail }}", 100)))
                .hasMessage("template: t:2:6: executing \"t\" at <fail>: error calling fail: no data");
    }

    @Test
    void a_template_within_says_its_own_name_and_text() {
        assertThatThrownBy(() -> render(new Source("t", "{{ define \"u\" }}{{ fail }}{{ end }}{{ template \"u\" }}")))
                .hasMessage("template: t:1:19: executing \"u\" at <fail>: error calling fail: no data");
        assertThatThrownBy(() -> render(new Source("t", "{{ define \"u\" }}{{ fail }}{{ end }}{{ expand \"u\" 1 }}")))
                .hasMessage("template: t:1:38: executing \"t\" at <expand \"u\" 1>: error calling expand: template:"
                        + " t:1:19: executing \"u\" at <fail>: error calling fail: no data");
    }

    @Test
    void an_action_that_ends_on_another_line_says_where_it_began() {
        assertThatThrownBy(() -> render(new Source("t", "a\n{{ .x\n\n")))
                .hasMessage("template: t:4: unclosed action started at t:2");
    }
}
