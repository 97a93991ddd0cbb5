package dev.nightjar.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.gotemplate.TemplateException;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a template, to the letter as promtool 2.42, Prometheus 3.5 and amtool 0.25 say it of the same text. */
class TemplateErrorsTest {
    private static final String STRUCT =
            "struct { Labels map[string]string; ExternalLabels map[string]string; ExternalURL string; Value interface {} }";

    private static final TemplateData DATA = new TemplateData(
            Labels.of("__name__", "up", "a", "b", "instance", "i"),
            1.0,
            Map.of(),
            "http://nightjar",
            text -> text.equals("up")
                    ? List.of(new QueriedSample(Labels.of("__name__", "up", "a", "b"), 1))
                    : List.of(),
            Instant.EPOCH);

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ $value | humanizee }}                   => function "humanizee" not defined
            {{ $x }}                                   => undefined variable "$x"
            {{ if }}a{{ end }}                         => missing value for if
            {{ if true }}a                             => unexpected EOF
            a {{ end }}                                => unexpected {{end}}
            {{ end                                     => unclosed action
            {{ "abc }}                                 => unterminated quoted string
            {{ `abc }}                                 => unterminated raw quoted string
            {{ /* abc }}                               => unexpected "/" in command
            {{ $value ! }}                             => unexpected "!" in operand
            {{ range }}a{{end}}                        => missing value for range
            {{ template x }}                           => unexpected "x" in template clause
            {{ break }}                                => {{break}} outside {{range}}
            {{ define "x" }}a                          => unexpected EOF
            {{ define x }}a{{ end }}                   => unexpected "x" in define clause
            {{ 1 | 2 }}                                => non executable command in pipeline stage 2
            {{ (1 }}                                   => unclosed left paren
            {{ 1 ) }}                                  => unexpected ")" in command
            {{ "\\q" }}                                => invalid syntax
            {{ 12abc }}                                => bad number syntax: "12a"
            {{ else }}                                 => unexpected {{else}}
            {{ if true }}{{ else }}{{ else }}{{ end }} => expected end; found {{else}}
            {{ continue }}                             => {{continue}} outside {{range}}
            {{ with $x := 1 }}{{ end }}{{ $x }}        => undefined variable "$x"
            {{ a b }}                                  => function "a" not defined
            {{ $labels. }}                             => unexpected <.> in operand
            {{}}                                       => missing value for command
            {{ | }}                                    => unexpected "|" in command
            {{ $a, $b := 1 }}                          => too many declarations in command
            {{ .Labels.x | title | nosuch }}           => function "nosuch" not defined
            {{ 1.2.3 }}                                => unexpected ".3" in operand
            {{ 'ab' }}                                 => malformed character constant: 'ab'
            {{ block "x" }}a{{ end }}                  => missing value for block clause
            """)
    void says_what_cannot_be_read_as_prometheus_does(String template, String message) {
        assertThatThrownBy(() -> Template.parseOfRule("A", template))
                .isInstanceOf(TemplateException.class)
                .hasMessage("template: __alert_A:1: " + message);
    }

    /** The columns count the bytes of what Prometheus sets in front of the first line. */
    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ .Foo }}                                                  => 1:115 => - => <.Foo>: can't evaluate field Foo in type STRUCT
            {{ $labels.a | humanize }}                                  => 1:127 => - => <humanize>: error calling humanize: strconv.ParseFloat: parsing "b": invalid syntax
            {{ nil }}                                                   => 1:115 => - => <nil>: nil is not a command
            {{ range $labels.x }}a{{end}}                               => 1:128 => - => ~<$labels.x>: range can't iterate over ~
            {{ range 3.5 }}a{{end}}                                     => 1:121 => - => <3.5>: range can't iterate over 3.5
            {{ template "x" }}                                          => 1:124 => - => <{{template "x"}}>: template "x" not defined
            {{ humanize }}                                              => 1:115 => - => <humanize>: wrong number of args for humanize: want 1 got 0
            {{ humanize "abc" }}                                        => 1:115 => - => <humanize "abc">: error calling humanize: strconv.ParseFloat: parsing "abc": invalid syntax
            {{ humanize "a" "b" }}                                      => 1:115 => - => <humanize>: wrong number of args for humanize: want 1 got 2
            {{ first "x" }}                                             => 1:121 => - => <"x">: can't handle "x" for arg of type template.queryResult
            {{ $labels.instance.foo }}                                  => 1:122 => - => <$labels.instance.foo>: can't evaluate field foo in type string
            {{ $value.foo }}                                            => 1:121 => - => <$value.foo>: can't evaluate field foo in type float64
            {{ .Labels.foo.bar }}                                       => 1:122 => - => <.Labels.foo.bar>: can't evaluate field bar in type string
            {{ 1 2 }}                                                   => 1:115 => - => <1>: can't give argument to non-function 1
            {{ $value "x" }}                                            => 1:115 => - => <$value>: can't give argument to non-function $value
            {{ printf }}                                                => 1:115 => - => <printf>: wrong number of args for printf: want at least 1 got 0
            {{ index 3 1 }}                                             => 1:115 => - => <index 3 1>: error calling index: can't index item of type int
            {{ len 3 }}                                                 => 1:115 => - => <len 3>: error calling len: len of type int
            {{ eq 1 }}                                                  => 1:115 => - => <eq 1>: error calling eq: missing argument for comparison
            {{ eq 1 "a" }}                                              => 1:115 => - => <eq 1 "a">: error calling eq: incompatible types for comparison: int and string
            {{ lt 1 "a" }}                                              => 1:115 => - => <lt 1 "a">: error calling lt: incompatible types for comparison: int and string
            {{ reReplaceAll "(" "" "a" }}                               => 1:115 => - => <reReplaceAll "(" "" "a">: error calling reReplaceAll: regexp: Compile(`(`): error parsing regexp: missing closing ): `(`
            {{ parseDuration "x" }}                                     => 1:115 => - => <parseDuration "x">: error calling parseDuration: not a valid duration string: "x"
            {{ toTime "x" }}                                            => 1:115 => - => <toTime "x">: error calling toTime: strconv.ParseFloat: parsing "x": invalid syntax
            {{ humanizeDuration "x" }}                                  => 1:115 => - => <humanizeDuration "x">: error calling humanizeDuration: strconv.ParseFloat: parsing "x": invalid syntax
            {{ humanizePercentage "x" }}                                => 1:115 => - => <humanizePercentage "x">: error calling humanizePercentage: strconv.ParseFloat: parsing "x": invalid syntax
            {{ toTime 1e12 }}                                           => 1:115 => - => <toTime 1e12>: error calling toTime: 1e+12 cannot be represented as a nanoseconds timestamp since it overflows int64
            {{ humanizeTimestamp "x" }}                                 => 1:115 => - => <humanizeTimestamp "x">: error calling humanizeTimestamp: strconv.ParseFloat: parsing "x": invalid syntax
            {{ . . }}                                                   => 1:115 => - => <.>: can't give argument to non-function .
            {{ $a = 1 }}                                                => 1:120 => - => <1>: undefined variable: $a
            line1 {{ $labels.a }}\\nline2 {{ $value | first }}          => 2:18 => - => <first>: wrong type for value; expected template.queryResult; got float64
            ü {{ $value | first }}                                      => 1:127 => - => <first>: wrong type for value; expected template.queryResult; got float64
            {{ if gt $value "x" }}a{{ end }}                            => 1:118 => - => <gt $value "x">: error calling gt: incompatible types for comparison: float64 and string
            {{ range $i, $x := $value }}a{{ end }}                      => 1:131 => - => <$value>: range can't iterate over 1
            {{ with $labels }}{{ .Foo | first }}{{ end }}               => 1:140 => - => <first>: wrong type for value; expected template.queryResult; got string
            {{ strvalue 3 }}                                            => 1:124 => - => <3>: can't handle 3 for arg of type *template.sample
            {{ sortByLabel "a" "b" }}                                   => 1:131 => - => <"b">: can't handle "b" for arg of type template.queryResult
            {{ tableLink 3 }}                                           => 1:125 => - => <3>: expected string; found 3
            {{ stripPort 3 }}                                           => 1:125 => - => <3>: expected string; found 3
            {{ match "(" "a" }}                                         => 1:115 => - => <match "(" "a">: error calling match: error parsing regexp: missing closing ): `(`
            {{ print (first 3) }}                                       => 1:128 => - => <3>: can't handle 3 for arg of type template.queryResult
            {{ not }}                                                   => 1:115 => - => <not>: wrong number of args for not: want 1 got 0
            {{ and }}                                                   => 1:115 => - => <and>: wrong number of args for and: want at least 1 got 0
            {{ slice "abc" 5 }}                                         => 1:115 => - => <slice "abc" 5>: error calling slice: index out of range: 5
            {{ externalURL 3 }}                                         => 1:115 => - => <externalURL>: wrong number of args for externalURL: want 0 got 1
            {{ safeHtml 3 }}                                            => 1:124 => - => <3>: expected string; found 3
            {{ toUpper 3 }}                                             => 1:123 => - => <3>: expected string; found 3
            {{ template "x" . }}                                        => 1:124 => - => <{{template "x" .}}>: template "x" not defined
            {{ block "x" . }}{{ .Foo }}{{ end }}                        => 1:132 => x => <.Foo>: can't evaluate field Foo in type STRUCT
            {{ define "y" }}{{ .Foo.Bar }}{{ end }}{{ template "y" . }} => 1:135 => y => <.Foo.Bar>: can't evaluate field Foo in type STRUCT
            {{ query "up" | label "x" }}                                => 1:134 => - => <"x">: wrong type for value; expected *template.sample; got template.queryResult
            {{ query "nosuch" | first | label "x" }}                    => 1:132 => - => <first>: error calling first: first() called on vector with no elements
            """)
    void says_what_failed_and_where_as_prometheus_does(
            String template, String place, String executing, String message) {
        String text = template.replace("\\n", "\n");
        String name = executing.equals("-") ? "__alert_A" : executing;
        assertThat(Template.parseOfRule("A", text).expand(DATA))
                .isEqualTo("<error expanding template: error executing template __alert_A: template: __alert_A:" + place
                        + ": executing \"" + name + "\" at " + message.replace("STRUCT", STRUCT) + ">");
    }

    @Test
    void an_action_that_ends_on_another_line_says_where_it_began() {
        assertThatThrownBy(() -> Template.parseOfRule("A", "a\n{{ .x\n\n"))
                .hasMessage("template: __alert_A:4: unclosed action started at __alert_A:2");
        assertThatThrownBy(() -> Template.parseOfRule("A", "a\n{{ .x\n\"b\n"))
                .hasMessage("template: __alert_A:3: unterminated quoted string in action started at __alert_A:2");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ template "x" . }}    => template: x.tmpl:1:19: executing "x" at <.Foo>: can't evaluate field Foo in type string
            {{ template "y" . }}    => template: x.tmpl:2:9: executing "y" at <3>: expected string; found 3
            {{ .Foo }}              => template: :1:3: executing "" at <.Foo>: can't evaluate field Foo in type string
            {{ join "a" 3 }}        => template: :1:12: executing "" at <3>: can't handle 3 for arg of type []string
            {{ join "a" }}          => template: :1:3: executing "" at <join>: wrong number of args for join: want 2 got 1
            {{ . | toUpper 3}}      => template: :1:7: executing "" at <toUpper>: wrong number of args for toUpper: want 1 got 2
            {{ stringSlice 3 }}     => template: :1:15: executing "" at <3>: expected string; found 3
            {{ (index . 7).Foo }}   => template: :1:4: executing "" at <index . 7>: error calling index: index out of range: 7
            {{ $x := 1 }}{{ $x.y }} => template: :1:18: executing "" at <$x.y>: can't evaluate field y in type int
            {{ nosuch }}            => template: :1: function "nosuch" not defined
            {{ if }}                => template: :1: missing value for if
            """)
    void texts_of_receivers_say_it_as_alertmanager_does(String template, String message) {
        TemplateSet set = TemplateSet.parse(List.of(new TemplateSet.File(
                "x.tmpl", "{{ define \"x\" }}{{ .Foo }}{{ end }}{{ define \"y\" }}\n{{ title 3 }}{{ end }}")));
        assertThatThrownBy(() -> set.expand(template, "dot", "http://nightjar", Instant.EPOCH, false))
                .hasMessage(message);
    }
}
