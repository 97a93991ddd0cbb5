package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.query.SourceText;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrinterTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
        ${ app = "a",level!~`b` }$                                   | ${app="a", level!~"b"}$
        ${a="b"}|="x" or `y`!="z" or "w"$                            | ${a="b"} |= "x" or "y" != "z" != "w"$
        ${a="b"}|="\\xff\\u00e9\\\\xff\\xc3"$                        | ${a="b"} |= "\\xffé\\\\xff\\xc3"$
        ${a="b"}|json|status>=500 and took>1500ms or size<2KB$       | ${a="b"} | json | ( ( status>=500 , took>1.5s ) or size<2.0kB )$
        ${a="b"}|c="1",d="2" e=ip("::1")$                            | ${a="b"} | ( c="1" , ( d="2" , e=ip("::1") ) )$
        ${a="b"}|logfmt --strict a,b="c"|drop x,y="z"$               | ${a="b"} | logfmt --strict a="a",b="c" | drop x,y="z"$
        $rate({a="b"}[90m] offset 1h)$                               | $rate({a="b"}[1h30m] offset 1h0m0s)$
        $sum(rate({a="b"}|="x"[5m]))by(c,d)$                         | $sum by (c,d)(rate({a="b"} |= "x"[5m]))$
        $avg_over_time({a="b"}|unwrap duration(t)|__error__=""[1m]) by (c)$ | $avg_over_time({a="b"} | unwrap duration(t) | __error__=""[1m]) by (c)$
        $quantile_over_time(0.99,{a="b"}|unwrap t[1m])$              | $quantile_over_time(0.99,{a="b"} | unwrap t[1m])$
        $vector(1)+vector(1)$                                        | $(vector(1.000000) + vector(1.000000))$
        $1+2*3^2$                                                    | $19$
        $vector(1) /on(a)group_left(b) vector(2)$                    | $(vector(1.000000) / on (a) group_left (b) vector(2.000000))$
        $approx_topk(3,rate({a="b"}[1m]))$                           | $approx_topk(3,rate({a="b"}[1m]))$
        $sort_desc(vector(1)) # comment$                             | $sort_desc(vector(1.000000))$
        """)
    void a_query_has_one_usual_form(String text, String usual) {
        assertThat(LogQl.format(text)).isEqualTo(usual);
        assertThat(LogQl.format(usual)).isEqualTo(usual);
    }

    @Test
    void long_queries_are_laid_out_over_lines() {
        assertThat(LogQl.format(
                        "sum by (service, level) (rate({service=\"checkout\", level=~\"error|warn\"} |= \"timeout\""
                                + " | json | took > 250ms | line_format \"{{.method}} {{.path}}\" [5m] offset 1h))"))
                .isEqualTo("""
                        sum by (service,level)(
                          rate(
                            {service="checkout", level=~"error|warn"}
                              |= "timeout"
                              | json
                              | took>250ms
                              | line_format "{{.method}} {{.path}}" [5m] offset 1h
                          )
                        )""");
    }

    @Property(tries = 2000)
    void what_is_printed_parses_to_the_same_tree(@ForAll long seed) {
        QueryWriter writer = new QueryWriter(seed);
        String text = seed % 4 == 0 ? writer.lines() : writer.metric(3);
        Expression first = parse(text);

        assertThat(shape(parse(Printer.print(first)))).as(text).isEqualTo(shape(first));
        assertThat(shape(parse(PrettyPrinter.print(first)))).as(text).isEqualTo(shape(first));
    }

    private static Expression parse(String text) {
        return Parser.parse(new SourceText(text));
    }

    /** The tree as its records show it, without places. */
    private static String shape(Expression expression) {
        return expression.toString().replaceAll("offset=\\d+", "");
    }
}
