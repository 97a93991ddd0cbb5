package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;
import static org.assertj.core.api.InstanceOfAssertFactories.MAP;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntaxTreeTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        1.50 | {type=numberLiteral, val=1.5}
        "a" | {type=stringLiteral, val=a}
        -Inf | {type=numberLiteral, val=-Inf}
        (1) | {type=parenExpr, expr={type=numberLiteral, val=1}}
        up | {type=vectorSelector, name=up, matchers=[{name=__name__, value=up, type==}], offset=0, timestamp=null, startOrEnd=null, anchored=false, smoothed=false}
        up{job="x"} | {type=vectorSelector, name=up, matchers=[{name=job, value=x, type==}, {name=__name__, value=up, type==}], offset=0, timestamp=null, startOrEnd=null, anchored=false, smoothed=false}
        {a=~"b"} @ 1.5 | {type=vectorSelector, name=, matchers=[{name=a, value=b, type==~}], offset=0, timestamp=1500, startOrEnd=null, anchored=false, smoothed=false}
        up[2m * 2] @ end() offset -1m anchored | {type=matrixSelector, range=240000, name=up, matchers=[{name=__name__, value=up, type==}], offset=-60000, timestamp=null, startOrEnd=end, anchored=true, smoothed=false}
        """)
    void leaves_have_the_fields_of_prometheus(String text, String document) {
        assertThat(PromQl.syntaxTree(text)).hasToString(document);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        sum by (a) (b) | {type=aggregation, op=sum, grouping=[a], without=false}
        topk(2, b) | {type=aggregation, op=topk, grouping=[], without=false}
        rate(b[5m]) | {type=call, func={name=rate, argTypes=[matrix], variadic=0, returnType=vector}}
        round(b) | {type=call, func={name=round, argTypes=[vector, scalar], variadic=1, returnType=vector}}
        label_join(b, "x", "y") | {type=call, func={name=label_join, argTypes=[vector, string, string, string], variadic=-1, returnType=vector}}
        b[5m:1m] | {type=subquery, range=300000, step=60000, offset=0, timestamp=null, startOrEnd=null}
        b[step():] | {type=subquery, range=0, step=0, offset=0, timestamp=null, startOrEnd=null}
        b > bool 1 | {type=binaryExpr, op=>, matching=null, bool=true}
        b and b | {type=binaryExpr, op=and, matching={card=many-to-many, labels=[], on=false, include=[], fillValues={lhs=null, rhs=null}}, bool=false}
        b / on (a) group_left (c) fill_right (0) b | {type=binaryExpr, op=/, matching={card=many-to-one, labels=[a], on=true, include=[c], fillValues={lhs=null, rhs=0.0}}, bool=false}
        """)
    void branches_have_the_fields_of_prometheus(String text, String ownFields) {
        Map<String, @Nullable Object> document = PromQl.syntaxTree(text);
        document.keySet().removeAll(Set.of("expr", "lhs", "rhs", "args", "param"));

        assertThat(document).hasToString(ownFields);
    }

    @Test
    void branches_hold_their_parts() {
        assertThat(PromQl.syntaxTree("topk(2, b) + max(abs(b))"))
                .hasEntrySatisfying(
                        "lhs",
                        topk -> assertThat(topk)
                                .asInstanceOf(MAP)
                                .containsEntry("param", Map.of("type", "numberLiteral", "val", "2"))
                                .hasEntrySatisfying(
                                        "expr",
                                        b -> assertThat(b).asInstanceOf(MAP).containsEntry("name", "b")))
                .hasEntrySatisfying(
                        "rhs",
                        max -> assertThat(max)
                                .asInstanceOf(MAP)
                                .containsEntry("param", null)
                                .extractingByKey("expr", MAP)
                                .extractingByKey("args", LIST)
                                .singleElement(MAP)
                                .containsEntry("type", "vectorSelector"));
    }
}
