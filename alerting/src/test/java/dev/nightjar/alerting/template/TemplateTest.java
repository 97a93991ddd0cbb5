package dev.nightjar.alerting.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static final TemplateData DATA = TemplateData.of(
            Labels.of("instance", "checkout-7.shop.local:9100", "job", "shop"), 0.1234567, "http://nightjar");

    private static String expand(String text) {
        return Template.parse(text).expand(DATA);
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

    @ParameterizedTest
    @CsvSource({"1e21, 1e+21", "100000000, 100000000", "0.00001, 1e-05", "3, 3", "NaN, NaN", "Infinity, +Inf"})
    void prints_numbers_as_go_does(double value, String expected) {
        assertThat(GoText.shortest(value)).isEqualTo(expected);
    }

    @Test
    void a_time_is_printed_in_utc() {
        assertThat(Humanize.timestamp(1435065584.128)).isEqualTo("2015-06-23 13:19:44.128 +0000 UTC");
    }

    @Test
    void failures_become_text() {
        assertThat(expand("{{ query \"up\" }}")).isEqualTo("<error expanding template: not supported yet: query>");
        assertThat(expand("{{ .Missing }}")).startsWith("<error expanding template: can't evaluate field Missing");
        assertThat(expand("{{ humanize \"x\" }}"))
                .isEqualTo("<error expanding template: error calling humanize: \"x\" is not a number>");
        assertThat(expand("{{ $nobody }}")).isEqualTo("<error expanding template: undefined variable \"$nobody\">");
    }

    @Test
    void texts_that_are_no_template_are_refused() {
        assertThatThrownBy(() -> Template.parse("{{ if true }}a")).hasMessageContaining("wanted {{end}}");
        assertThatThrownBy(() -> Template.parse("{{ $value")).hasMessageContaining("unclosed action");
        assertThatThrownBy(() -> Template.parse("{{ humanise $value }}"))
                .hasMessage("function \"humanise\" not defined");
        assertThatThrownBy(() -> Template.parse("{{ end }}")).hasMessageContaining("unexpected {{end}}");
        assertThatThrownBy(() -> Template.parse("{{ template \"x\" }}")).hasMessage("not supported yet: {{template}}");
    }
}
