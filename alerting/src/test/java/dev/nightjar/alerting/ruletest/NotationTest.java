package dev.nightjar.alerting.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.alerting.rules.Expressions;
import dev.nightjar.alerting.rules.TestingExpressions;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.NativeHistogram;
import dev.nightjar.model.SeriesReader;
import dev.nightjar.model.StaleMarker;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NotationTest {
    private static final Laboratory LABORATORY = new Laboratory() {
        @Override
        public Expressions over(SeriesReader series, LogReader logs) {
            return new TestingExpressions();
        }

        @Override
        public Expressions syntax() {
            return new TestingExpressions();
        }

        @Override
        public NativeHistogram add(NativeHistogram left, NativeHistogram right, int sign) {
            return sign > 0 ? right : left;
        }
    };

    private static String text(List<ValueNotation.Value> values) {
        return values.stream()
                .map(value -> value.missing()
                        ? "_"
                        : value.histogram() != null
                                ? "h" + value.histogram().sum()
                                : StaleMarker.is(value.number()) ? "stale" : String.valueOf(value.number()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " => ", textBlock = """
            1 2 -3                  => 1.0 2.0 -3.0
            1+2x3                   => 1.0 3.0 5.0 7.0
            5-1x2                   => 5.0 4.0 3.0
            7x2 0x1                 => 7.0 7.0 7.0 0.0 0.0
            1+1x0                   => 1.0
            _ _x2 1                 => _ _ _ 1.0
            1 stale NaN -Inf 1e3    => 1.0 stale NaN -Infinity 1000.0
            {{sum:2 count:1}}x1     => h2.0 h2.0
            {{sum:2}}+{{sum:5}}x1 _ => h2.0 h5.0 _
            """)
    void values_expand_as_promtool_does_it(String written, String expected) {
        assertThat(text(ValueNotation.parse(written, LABORATORY))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1+x3", "abc", "1x", "{{sum:}}", "{{sum:1", "1x999999999", "1..2"})
    void what_is_no_value_is_refused(String written) {
        assertThatThrownBy(() -> ValueNotation.parse(written, LABORATORY)).isInstanceOf(NotationException.class);
    }

    @Test
    void series_are_written_as_in_promql() {
        assertThat((Object) LabelNotation.parse("up{a=\"1\", b='x\\n\"', }"))
                .isEqualTo(Labels.of("__name__", "up", "a", "1", "b", "x\n\""));
        assertThat((Object) LabelNotation.parse("{\"a.b\", \"c d\"=`\\x`}"))
                .isEqualTo(Labels.of("__name__", "a.b", "c d", "\\x"));
        assertThat((Object) LabelNotation.parse("job:x:rate5m")).isEqualTo(Labels.of("__name__", "job:x:rate5m"));
        for (String wrong : List.of("up{", "up{a}", "up{a=}", "up{a=\"1\"} x", "=")) {
            assertThatThrownBy(() -> LabelNotation.parse(wrong)).hasMessageContaining("not a series: \"" + wrong);
        }
    }
}
