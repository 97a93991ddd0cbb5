package dev.nightjar.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final TemplateData DATA = TemplateData.of(
            Labels.of("instance", "checkout-7.shop.local:9100", "job", "shop"), 0.1234567, "http://nightjar");

    private static final TemplateData QUERIED = new TemplateData(
            Labels.of("job", "shop"),
            2.0,
            Map.of("cluster", "eu"),
            "http://nightjar.example:7300/watch",
            text -> switch (text) {
                case "up" ->
                    List.of(
                            new QueriedSample(Labels.of("instance", "b", "__value__", "x"), 1),
                            new QueriedSample(Labels.of("instance", "a"), 0.5));
                case "none" -> List.of();
                default -> throw new IllegalStateException("unknown: " + text);
            },
            Instant.parse("2026-11-21T02:41:00Z"));

    private static String expand(String text) {
        return Template.parse(text).expand(DATA);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            {{ range query "up" }}{{ .Labels.instance }}={{ .Value }} {{ end }}. => ~b=1 a=0.5 .~
            {{ query "up" | first | value }}                          => 1
            {{ query "up" | first | label "instance" }}               => b
            {{ with query "up" }}{{ . | first | strvalue }}{{ end }}  => x
            {{ range query "up" | sortByLabel "instance" }}{{ .Labels.instance }}{{ end }} => ab
            {{ range query "none" }}x{{ else }}nothing{{ end }}       => nothing
            {{ len (query "up") }}{{ (index (query "up") 1).Value }}  => 20.5
            {{ range $i, $s := query "up" }}{{ if $i }}{{ break }}{{ end }}{{ $s.Value }}{{ end }} => 1
            {{ range query "up" }}{{ if eq .Labels.instance "b" }}{{ continue }}{{ end }}{{ .Value }}{{ end }} => 0.5
            {{ now | toTime }}                                        => 2026-11-21 02:41:00 +0000 UTC
            {{ (now | toTime).Unix }} {{ (1.5 | toTime).Format "15:04:05.000" }} => 1795228860 00:00:01.500
            {{ now | toTime | tz "Europe/Berlin" | date "Mon 15:04:05 MST" }} => Sat 03:41:00 CET
            {{ (now | toTime | tz "Asia/Kolkata").Format "2006-01-02T15:04:05Z07:00" }} => 2026-11-21T08:11:00+05:30
            {{ (now | toTime).Sub (0.0 | toTime) }} {{ 1.25 | toTime }} => 498674h41m0s 1970-01-01 00:00:01.25 +0000 UTC
            {{ $value | toDuration }} {{ 3661.5 | toDuration }}       => 2s 1h1m1.5s
            {{ 0.25 | toDuration }} {{ 86400.0 | toDuration }}        => 250ms 24h0m0s
            {{ pathPrefix }} {{ externalURL }}                        => /watch http://nightjar.example:7300/watch
            {{ graphLink "up == 1" }}                                 => /graph?g0.expr=up+%3D%3D+1&g0.tab=0
            {{ tableLink "a*b" }}                                     => /graph?g0.expr=a%2Ab&g0.tab=1
            {{ $externalLabels.cluster }}                             => eu
            {{ define "x" }}<{{ . }}>{{ end }}{{ template "x" $value }} => <2>
            {{ define "y" }}{{ .arg0 }}+{{ .arg1 }}{{ end }}{{ tmpl "y" (args 1 "b") }} => 1+b
            {{ block "z" $labels }}{{ .job }}{{ end }}                => shop
            {{ with $labels.no }}a{{ else with $labels.job }}{{ . }}{{ end }} => shop
            {{ parseDuration "1h30m" }}                               => 5400
            {{ reReplaceAll "(a)(b)?" "${1}x$2$1z" "ab" }}            => axb
            {{ title "it's a pod_x" }}                                => It's A Pod_x
            {{ title "web-1.example.com:9100 a:b" }}                  => Web-1.Example.com:9100 A:b
            {{ toUpper "straße" }} {{ toLower "ÄÖ" }}                 => STRAßE äö
            {{ printf "%.2f" -0.0005 }} {{ printf "%d|%s" "" "" }}    => -0.00 %!d(string=)|
            {{ print 1 2 "a" 3 }} {{ slice "abcd" 1 3 }}              => 1 2a3 bc
            {{ html "<a>" }} {{ urlquery "a b~*" }}                   => &lt;a&gt; a+b~%2A
            {{ $labels }} {{ "\\x41\\u00e9" }}                     => map[job:shop] Aé
            """)
    void asks_and_shows_what_prometheus_templates_can(String template, String expected) {
        assertThat(Template.parse(template.replace("\\\\", "\\")).expand(QUERIED))
                .isEqualTo(expected);
    }

    @Test
    void what_goes_into_javascript_is_escaped_and_zones_have_to_be_known() {
        assertThat(Template.parse("{{ js \"it's <b>\" }}").expand(QUERIED)).isEqualTo("it\\'s \\u003Cb\\u003E");
        assertThat(Template.parse("{{ now | toTime | tz \"Europe/Nowhere\" }}").expand(QUERIED))
                .contains("unknown time zone Europe/Nowhere");
        assertThat(Template.parse("{{ date \"15:04\" 5.0 }}").expand(QUERIED))
                .contains("can't handle 5.0 for arg of type time.Time");
    }

    @Test
    void queries_that_fail_and_templates_without_end_become_text() {
        assertThat(Template.parse("{{ query \"bad\" }}").expand(QUERIED))
                .isEqualTo(
                        "<error expanding template: template: :1:3: executing \"\" at <query \"bad\">: error calling query:"
                                + " unknown: bad>");
        assertThat(Template.parse("{{ query \"none\" | first }}").expand(QUERIED))
                .isEqualTo("<error expanding template: template: :1:18: executing \"\" at <first>: error calling first:"
                        + " first() called on vector with no elements>");
        assertThat(Template.parse("{{ define \"x\" }}{{ template \"x\" . }}{{ end }}{{ template \"x\" . }}")
                        .expand(QUERIED))
                .isEqualTo(
                        "<error expanding template: template: :1:28: executing \"x\" at <{{template \"x\" .}}>: exceeded maximum template depth (100)>");
        assertThat(Template.parse("{{ template \"nobody\" }}").expand(QUERIED))
                .isEqualTo(
                        "<error expanding template: template: :1:12: executing \"\" at <{{template \"nobody\"}}>: template"
                                + " \"nobody\" not defined>");
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", quoteCharacter = '~', textBlock = """
            plain                                                     => plain
            {{ $labels.job }} is {{ $value }}                         => shop is 0.1234567
            {{ .Labels.job }} {{.Value}}                              => shop 0.1234567
            {{ $labels.nothing }}.                                    => .
            {{ $value | humanize }}                                   => 123.5m
            {{ $value | humanizePercentage }}                         => 12.35%
            {{ $value | humanizeDuration }}                           => 123.5ms
            {{ printf "%.2f" $value }}                                => 0.12
            {{ $value | printf "%6.1f|" }}                            => ~   0.1|~
            {{ printf "%d" $value }}                                  => %!d(float64=0.1234567)
            {{ printf "%x %X %x %X" "abz" "abz" 255 255 }}            => 61627a 61627A ff FF
            {{ printf "%o %b %c" 8 5 65 }}                            => 10 101 A
            {{ printf "%E %G" 1234567.5 1234567.5 }}                  => 1.234568E+06 1.2345675E+06
            {{ printf "%s-%s" "a" }}                                  => a-%!s(MISSING)
            {{ if gt $value 0.1 }}high{{ else }}low{{ end }}          => high
            {{ if gt $value 1.0 }}a{{ else if eq 1 1 }}b{{ end }}     => b
            {{ with $labels.job }}<{{ . }}>{{ end }}                  => <shop>
            {{ with $labels.nothing }}x{{ else }}none{{ end }}        => none
            {{ range $k, $v := $labels }}{{ $k }}={{ $v }},{{ end }}  => instance=checkout-7.shop.local:9100,job=shop,
            {{ $x := "a" }}{{ if true }}{{ $x = "b" }}{{ end }}{{ $x }} => b
            a {{- " b " -}} c                                         => ~a b c~
            a{{/* nothing to see */}}b                                => ab
            {{ $labels.instance | stripPort }}                        => checkout-7.shop.local
            {{ $labels.instance | stripDomain }}                      => checkout-7:9100
            {{ reReplaceAll "(.*)-7.*" "$1" $labels.instance }}       => checkout
            {{ match "^check" $labels.instance }}                     => true
            {{ "shop floor" | title }} {{ toUpper "x" }}              => Shop Floor X
            {{ and 1 0 }} {{ or 0 "x" }} {{ not true }}               => 0 x false
            {{ len "abc" }} {{ index $labels "job" }}                 => 3 shop
            {{ (printf "%s" $labels.job) | toUpper }}                 => SHOP
            {{ "q" | printf "%q" }}                                   => "q"
            {{ externalURL }}                                         => http://nightjar
            """)
    void expands_as_go_does(String template, String expected) {
        assertThat(expand(template)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "1234567, 1.235M",
        "999, 999",
        "1000, 1k",
        "0.00021, 210u",
        "-12345, -12.35k",
        "1e21, 1Z"
    })
    void humanizes_numbers(double value, String expected) {
        assertThat(Humanize.number(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "60, 1m 0s",
        "59.5, 59.5s",
        "3661, 1h 1m 1s",
        "90061, 1d 1h 1m 1s",
        "-1.5, -1.5s",
        "0.25, 250ms"
    })
    void humanizes_durations(double seconds, String expected) {
        assertThat(Humanize.duration(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"1024, 1ki", "1048576, 1Mi", "1000, 1000", "1536, 1.5ki"})
    void humanizes_bytes(double value, String expected) {
        assertThat(Humanize.binary(value)).isEqualTo(expected);
    }

    @Test
    void a_time_is_printed_in_utc() {
        assertThat(Humanize.timestamp(1435065584.128)).isEqualTo("2015-06-23 13:19:44.128 +0000 UTC");
    }

    @Test
    void failures_become_text() {
        assertThat(expand("{{ query \"up\" }}"))
                .isEqualTo(
                        "<error expanding template: template: :1:3: executing \"\" at <query \"up\">: error calling query: there"
                                + " is no data to query here>");
        assertThat(expand("{{ .Missing }}")).contains("at <.Missing>: can't evaluate field Missing in type struct");
        assertThat(expand("{{ humanize \"x\" }}"))
                .isEqualTo(
                        "<error expanding template: template: :1:3: executing \"\" at <humanize \"x\">: error calling humanize:"
                                + " strconv.ParseFloat: parsing \"x\": invalid syntax>");
    }

    @Test
    void texts_that_are_no_template_are_refused() {
        assertThatThrownBy(() -> Template.parse("{{ if true }}a")).hasMessage("template: :1: unexpected EOF");
        assertThatThrownBy(() -> Template.parse("{{ $value")).hasMessage("template: :1: unclosed action");
        assertThatThrownBy(() -> Template.parse("{{ humanise $value }}"))
                .hasMessage("template: :1: function \"humanise\" not defined");
        assertThatThrownBy(() -> Template.parse("{{ end }}")).hasMessage("template: :1: unexpected {{end}}");
        assertThatThrownBy(() -> Template.parse("{{ break }}")).hasMessage("template: :1: {{break}} outside {{range}}");
    }
}
