package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrinterTest {
    /** As a record shows them: {@code matchers=[a="b", c="d"]}. */
    private static final Pattern MATCHERS = Pattern.compile("matchers=\\[((?:[^\"\\]]|\"(?:[^\"\\\\]|\\\\.)*\")*)]");

    private static final Pattern MATCHER = Pattern.compile("[^,\"]+\"(?:[^\"\\\\]|\\\\.)*\"");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        sum(rate(x[5m]))by(a,b)                      | sum by (a, b) (rate(x[5m]))
        SUM without()(x)                             | sum without () (x)
        topk by (a)(3,x)                             | topk by (a) (3, x)
        a+on(x)group_left(y)b                        | a + on (x) group_left (y) b
        a == bool ignoring(x) b                      | a == bool ignoring (x) b
        a + fill(0) b                                | a + fill (0) b
        a + on(x) fill_right(1e6) fill_left(1e6) b   | a + on (x) fill (1e+06) b
        a - on() group_left() fill_left(-Inf) fill_right(.5) b | a - on () group_left () fill_left (-Inf) fill_right (0.5) b
        x{a="b",c!~'d"'}[1h30m] @ 12.5 offset -5m    | x{a="b",c!~"d\\""}[1h30m] @ 12.500 offset -5m
        x{c="d",a=~"b"} @ 3                          | x{a=~"b",c="d"} @ 3.000
        {"my.metric","my label"=~"x"}                | {"my label"=~"x",__name__="my.metric"}
        rate(x[300]) + rate(x[(0.5):-(-90)] offset -(5)) | rate(x[5m]) + rate(x[500ms:1m30s] offset -5s)
        x^+Inf + Inf^2                               | x ^ +Inf + Inf ^ 2
        x[-(5-10)]                                   | x[-(5 - 10)]
        - 1 + +Inf * -(2)                            | -1 + +Inf * -(2)
        1e21 - 1e-7                                  | 1000000000000000000000 - 0.0000001
        max_over_time(x[1h:] @ end() offset 1m)      | max_over_time(x[1h:] @ end() offset 1m)
        x[5m*2+step():min_of(1m,range())]            | x[5m * 2 + step():min_of(1m, range())]
        x offset (1m+30)                             | x offset (1m + 30)
        rate(x[5m] anchored)                         | rate(x[5m] anchored)
        rate(x[5m] offset 1m anchored @ 3)           | rate(x[5m] anchored @ 3.000 offset 1m)
        x offset 0 + rate(x[1m] offset -0s)          | x + rate(x[1m])
        x offset 1m @ end() smoothed                 | x @ end() smoothed offset 1m
        -x^2                                         | -x ^ 2
        info(x,{__name__="y"})                       | info(x, {__name__="y"})
        {__name__="up",a="b"}                        | {__name__="up",a="b"}
        nan{} + inf{a="b"}                           | nan{} + inf{a="b"}
        info(x,{})                                   | info(x, {})
        1h + 0x10 + inf                              | 1h + 16 + +Inf
        ~"a\\tb\\xff"~                               | "a\\tb\\xff"
        """)
    void a_query_has_one_usual_form(String text, String usual) {
        assertThat(PromQl.format(unescape(text))).isEqualTo(unescape(usual));
        assertThat(PromQl.format(PromQl.format(unescape(text)))).isEqualTo(unescape(usual));
    }

    private static String unescape(String text) {
        return text.replace("\\\\", "\\");
    }

    @Property(tries = 2000)
    void what_is_printed_parses_to_the_same_tree(@ForAll long seed) {
        String text = new GrammarGenerator(seed).vector(4);

        Expr first = PromQl.parse(text);

        assertThat(shape(PromQl.parse(PromQl.print(first)))).as(text).isEqualTo(shape(first));
        assertThat(shape(PromQl.parse(PromQl.format(text)))).as(text).isEqualTo(shape(first));
    }

    /** The tree as its records show it, without places, and conditions in one order as they are printed in one. */
    private static String shape(Expr expr) {
        String text = expr.toString().replaceAll("Span\\[start=\\d+, end=\\d+]", "");
        return MATCHERS.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(MATCHER.matcher(found.group(1))
                        .results()
                        .map(each -> each.group().strip())
                        .sorted()
                        .collect(Collectors.joining(" "))));
    }
}
