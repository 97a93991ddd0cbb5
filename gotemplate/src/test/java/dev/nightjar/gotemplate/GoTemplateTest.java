package dev.nightjar.gotemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The language, as promtool 3.5.3 renders the same texts. */
class GoTemplateTest {
    private static final GoTemplate.Output TEXT = GoTemplate.Output.plain(1000);

    private static String render(String text) {
        return GoTemplate.parse(TestingDialect.DIALECT, new Source("t", text))
                .render(TestingDialect.DATA, TestingDialect.DOT, TEXT);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            plain                                                         => plain
            {{ .Labels.a }} {{ $.Labels.a }} {{ .Value }}                 => b b 1.5
            {{ .Labels.nosuch }}|{{ .Map.nosuch }}|{{ .Map.one }}         => ~|<no value>|1~
            a {{- " b " -}} c {{- /* no word */}}                         => ~a b c~
            a{{/* nothing */}}b{{- /* c */ -}}  d                         => abd
            {{-3}} {{- 3}} {{3 -}} x                                      => -33 3x
            {{ if .Labels.a }}y{{ else }}n{{ end }}                       => y
            {{ if .Labels.no }}y{{ else if eq .Labels.a "b" }}z{{ end }}  => z
            {{ with .Labels.no }}a{{ else with .Labels.a }}{{ . }}{{ end }} => b
            {{ with $x := 3 }}{{ $x }}{{ end }}{{ if $y := 0 }}{{ else }}{{ $y }}{{ end }} => 30
            {{ $x := 1 }}{{ range 3 }}{{ $x = . }}{{ end }}{{ $x }}       => 2
            {{ $i := 0 }}{{ range $i = 3 }}{{ end }}{{ $i }}              => 2
            {{ range $i, $e := .List }}{{ $i }}{{ $e }}{{ end }}          => 0x1y
            {{ range $k, $v := .Map }}{{ $k }}{{ $v }};{{ end }}          => one1;two2;
            {{ range .Map.no }}a{{ else }}none{{ end }}                   => none
            {{ range 5 }}{{ if eq . 1 }}{{ continue }}{{ end }}{{ if eq . 3 }}{{ break }}{{ end }}{{ . }}{{ end }} => 02
            {{ define "t" }}<{{ . }}{{ $ }}>{{ end }}{{ template "t" 1 }}{{ template "t" }} => <11><<no value><no value>>
            {{ block "u" .Labels }}{{ .a }}{{ end }}{{ template "u" .Labels }} => bb
            {{ expand "v" 7 }}{{ define "v" }}{{ . }}!{{ end }}           => 7!
            {{ and 1 0 }} {{ or 0 "" "c" }} {{ not 1 }} {{ and nil 1 }} {{ or nil 1 }} => 0 c false <no value> 1
            {{ and 0 (fail) }} {{ 1 | or 0 }}                             => 0 1
            {{ eq 1 2 1 }} {{ ne "a" "b" }} {{ lt 1 2 }} {{ le "a" "a" }} {{ gt 1.5 1.0 }} {{ ge 1 2 }} => true true true true true false
            {{ eq nil nil }} {{ eq nil 1 }} {{ ne "a" nil }}              => true false true
            {{ len "aé" }} {{ len .Map }} {{ index .Map "one" }} {{ index .List 1 }} {{ index "dot" 1 }} => 3 2 1 y 111
            {{ slice "abcdef" 1 3 }} {{ slice .List 1 }} {{ slice "abc" }} => bc [y] abc
            {{ print 1 2 "a" 3 }} {{ print "" 1 2 }} {{ print nil }}      => 1 2a3 1 2 <nil>
            {{ println "" 1 "a" }}.                                       => ~ 1 a
            .~
            {{ html "<a b='c'>" }} {{ urlquery "a b~*" 1 }}               => &lt;a b=&#39;c&#39;&gt; a+b~%2A1
            {{ js "it's <b>=" }}                                          => it\\'s \\u003Cb\\u003E\\u003D
            {{ 0x10 }} {{ 0_7 }} {{ 1e3 }} {{ 010 }} {{ 0x1p4 }} {{ 'a' }} {{ 1_000 }} {{ .5 }} => 16 7 1000 8 16 97 1000 0.5
            {{ "\\x41\\u00e9\\101" }} {{ `a\\n` }}                        => AéA a\\n
            {{ "a" | upper | printf "%s-%s" "b" }} {{ (upper "x") }}      => b-A X
            {{ ((((1)))) }} {{ true }} {{ .Time.Year }} {{ (.Time.Add 1e9).Second }} => 1 true 2017 1
            {{ printf "%d" .Time.Month }} {{ .Time.Month }} {{ eq .Time.Month 7 }} {{ gt (.Time.Sub .Time) 5 }} => 7 July true false
            {{ .Labels }} {{ .List }} {{ .Map }} {{ . }}                  => map[a:b] [x y] map[one:1 two:2] {data}
            """)
    void renders_as_go_does(String template, String expected) {
        assertThat(render(template)).isEqualTo(expected);
    }

    @Test
    void values_are_escaped_unless_a_function_calls_them_safe() {
        GoTemplate.Output html = new GoTemplate.Output(Escapes::html, 1000);
        String text = "<b>{{ \"<a>\" }}{{ safe \"<a>\" }}{{ define \"t\" }}{{ . }}{{ end }}{{ template \"t\" \"&\" }}";
        assertThat(GoTemplate.parse(TestingDialect.DIALECT, new Source("t", text))
                        .render(TestingDialect.DATA, "", html))
                .isEqualTo("<b>&lt;a&gt;<a>&amp;");
    }

    @Test
    void uses_what_others_define_where_it_defines_nothing_of_that_name() {
        List<GoTemplate<String>> others = List.of(
                parse("{{ define \"a\" }}1{{ end }}{{ define \"b\" }}1{{ end }}"),
                parse("{{ define \"b\" }}2{{ end }}{{ define \"c\" }}2{{ end }}"));
        assertThat(parse("{{ define \"c\" }}3{{ end }}{{ template \"a\" }}{{ template \"b\" }}{{ template \"c\" }}")
                        .with(others)
                        .render(TestingDialect.DATA, "", TEXT))
                .isEqualTo("123");
    }

    private static GoTemplate<String> parse(String text) {
        return GoTemplate.parse(TestingDialect.DIALECT, new Source("t", text));
    }

    @Test
    void variables_of_the_dialect_are_given_for_each_rendering() {
        Dialect<String> dialect =
                new Dialect.Builder<String>().variables(List.of("$given")).build();
        GoTemplate<String> template = GoTemplate.parse(dialect, new Source("t", "{{ $given }}"));
        assertThat(template.render("", "", Map.of("$given", 1L), TEXT)).isEqualTo("1");
        assertThat(template.render("", "", Map.of("$given", 2L), TEXT)).isEqualTo("2");
    }

    @Test
    void says_which_fields_it_names_and_whether_it_is_the_same_whatever_the_data() {
        assertThat(parse("{{ if .a.b }}{{ $x := .c }}{{ $.d }}{{ upper (print .e) | printf .f }}{{ end }}"
                                + "{{ define \"t\" }}{{ .g }}{{ end }}{{ template \"t\" .h }}")
                        .fields())
                .containsExactly("a", "c", "d", "e", "f", "g", "h");
        assertThat(parse("text").plain()).hasValue("text");
        assertThat(parse("").plain()).hasValue("");
        assertThat(parse("{{ 1 }}").plain()).isEmpty();
    }

    @Test
    void ends_where_it_would_not() {
        assertThatThrownBy(() -> render("{{ define \"t\" }}{{ template \"t\" }}{{ end }}{{ template \"t\" }}"))
                .hasMessage("template: t:1:28: executing \"t\" at <{{template \"t\"}}>: exceeded maximum template depth"
                        + " (100)");
        assertThatThrownBy(() -> render("{{ range 1000 }}{{ range 1000 }}{{ end }}{{ end }}"))
                .hasMessage("template: t:1:25: executing \"t\" at <1000>: more than 100000 turns of loops");
        assertThatThrownBy(() -> render("{{ range 1000 }}ab{{ end }}"))
                .hasMessage("the template would make more than 1000 characters");
        assertThatThrownBy(() -> render("{{ $x := \"a\" }}{{ range 100 }}{{ $x = print $x $x }}{{ end }}"))
                .hasMessage(
                        "template: t:1:38: executing \"t\" at <print $x $x>: error calling print: it would make more"
                                + " than 1048576 characters");
        assertThatThrownBy(() -> render("{{ printf \"%99999d%99999d\" 1 2 }}"))
                .hasMessage("the template would make more than 1000 characters");
    }

    @Test
    void nesting_beyond_reason_is_refused_while_it_is_read() {
        assertThatThrownBy(() -> render("{{" + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "}}"))
                .hasMessage("template: t:1: parentheses nested deeper than 50 levels");
        assertThatThrownBy(() -> render("{{ if 1 }}".repeat(20_000)))
                .hasMessage("template: t:1: the template is nested deeper than 100 levels");
        assertThatThrownBy(() -> render("{{ if 1 }}" + "{{ else if 1 }}".repeat(20_000) + "{{ end }}"))
                .hasMessage("template: t:1: the template is nested deeper than 100 levels");
        assertThatThrownBy(() -> render("{{ block \"b\" . }}".repeat(20_000)))
                .hasMessage("template: t:1: the template is nested deeper than 100 levels");
        assertThatThrownBy(() -> render("{{ 1" + " | not".repeat(20_000) + " }}"))
                .hasMessage("template: t:1: more than 500 commands in an action");
    }

    /** As deep as a text can make it, in a thread's usual stack. */
    @Test
    void what_is_not_refused_fits_on_the_stack() {
        String structures = "{{ range 1 }}".repeat(90) + "%s" + "{{ end }}".repeat(90);
        String template = "{{ define \"t\" }}" + structures.formatted("{{ template \"t\" }}") + "{{ end }}";
        assertThatThrownBy(() -> render(template + "{{ template \"t\" }}"))
                .hasMessageEndingWith("more than 500 structures within each other");
        assertThat(render(structures.formatted(
                        "{{ " + "(".repeat(45) + "1" + " | not".repeat(400) + ")".repeat(45) + " }}")))
                .isEqualTo("true");
    }
}
