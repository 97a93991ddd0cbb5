package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        ~~ | 1:1: parse error: no expression found in input
        foo( | 1:1: parse error: unknown function with name "foo"
        rat(x[5m]) | 1:1: parse error: unknown function with name "rat"; did you mean "rate"?
        summ(x) | 1:1: parse error: unknown function with name "summ"; did you mean "sum"?
        zzzzzz(x) | 1:1: parse error: unknown function with name "zzzzzz"
        rate(x) | 1:6: parse error: expected type range vector in call to function "rate", got instant vector
        rate(x[5m], 1) | 1:1: parse error: expected 1 argument(s) in call to "rate", got 2
        round() | 1:1: parse error: expected at least 1 argument(s) in call to "round", got 0
        x{a="b | 1:5: parse error: unterminated quoted string
        x{a~"b"} | 1:4: parse error: unexpected character: '~'
        x{a=b} | 1:5: parse error: unexpected identifier "b" in label matching, expected a string
        x{a="b" c="d"} | 1:9: parse error: unexpected identifier "c" in label matching, expected "," or "}"
        {a=""} | 1:1: parse error: vector selector must contain at least one non-empty matcher
        x{"y"} | 1:3: parse error: metric name must not be set twice: "x" or "y"
        (x + 1 | 1:7: parse error: unexpected end of input in paren expression, expected ")"
        x y | 1:3: parse error: unexpected identifier "y" in expression, expected an operator or the end of input
        1 == 2 | 1:3: parse error: comparisons between scalars must use BOOL modifier
        x + bool y | 1:5: parse error: bool modifier can only be used on comparison operators
        1 and x | 1:3: parse error: set operator "and" not allowed in binary scalar expression
        x * on(a) 1 | 1:3: parse error: vector matching only allowed between instant vectors
        x and on(a) group_left y | 1:13: parse error: no grouping allowed for "and" operation
        x * on(a) group_left(a) y | 1:11: parse error: label "a" must not occur in ON and GROUP clause at once
        topk(x) | 1:1: parse error: wrong number of arguments for aggregate expression provided, expected 2, got 1
        sum(x[5m]) | 1:5: parse error: expected type instant vector in aggregation expression, got range vector
        -"text" | 1:2: parse error: unary expression only allowed on expressions of type scalar or instant vector, got "string"
        x offset 5m offset 5m | 1:13: parse error: offset may not be set multiple times
        sum(x) offset 5m | 1:8: parse error: offset modifier must be preceded by an instant vector selector or range vector selector or a subquery
        x offset 5m [5m] | 1:13: parse error: no offset modifiers allowed before range
        (x)[5m] | 1:4: parse error: ranges only allowed for vector selectors; for an expression, use a subquery such as [5m:1m]
        x[5mm] | 1:3: parse error: not a valid duration string: "5mm"
        x[5m1h] | 1:3: parse error: not a valid duration string: "5m1h"
        x[5m:1m | 1:8: parse error: unexpected end of input in subquery, expected "]"
        "a\\qb" | 1:3: parse error: unknown escape sequence "\\q" in string
        "a\\'b" | 1:3: parse error: unknown escape sequence "\\'" in string
        'a\\"b' | 1:3: parse error: unknown escape sequence "\\"" in string
        rate(x[5m] anchored smoothed) | 1:21: parse error: anchored and smoothed modifiers cannot be used together
        0xFFFFFFFFFFFFFFFF | 1:1: parse error: bad number or duration syntax: "0xFFFFFFFFFFFFFFFF"
        """)
    void an_error_says_where_what_and_what_else(String text, String message) {
        QueryException failure =
                catchThrowableOfType(QueryException.class, () -> PromQl.parse(text.replace("\\\\", "\\")));

        assertThat(failure).hasMessage(message.replace("\\\\", "\\"));
        assertThat(failure.kind()).isEqualTo(ErrorKind.BAD_DATA);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sum(\n  rate(x)\n)", "# first\nrate(\n x)"})
    void positions_count_lines(String text) {
        QueryException failure = catchThrowableOfType(QueryException.class, () -> PromQl.parse(text));

        assertThat(failure.getMessage()).matches("(2:8|3:2): parse error: expected type range vector .*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum",
                "by",
                "offset",
                "and",
                "or",
                "unless",
                "start",
                "fill",
                "anchored",
                "a:b:rate5m",
                "without"
            })
    void keywords_are_names_where_a_name_stands(String name) {
        Expr expr = PromQl.parse(name + " + " + name + "{by=\"x\",on=\"y\"}");

        assertThat(expr).isInstanceOf(Expr.Binary.class);
        assertThat(PromQl.print(expr)).isEqualTo(name + " + " + name + "{by=\"x\",on=\"y\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "0x1F, 31",
        "017, 15",
        "0_17, 15",
        "018, 18",
        "017.5, 17.5",
        "1e3, 1000",
        "1_000, 1000",
        ".5, 0.5",
        "5., 5",
        "1h30m, 5400",
        "100ms, 0.1",
        "1y1w, 32140800"
    })
    void numbers_may_be_written_in_many_ways(String text, double value) {
        assertThat(PromQl.parse(text))
                .isInstanceOfSatisfying(
                        Expr.NumberLiteral.class,
                        number -> assertThat(number.value()).isEqualTo(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "-", "sum(", "x["})
    void nesting_without_end_is_refused_and_does_not_crash(String opening) {
        QueryException failure =
                catchThrowableOfType(QueryException.class, () -> PromQl.parse(opening.repeat(20_000) + "1"));

        assertThat(failure.kind()).isEqualTo(ErrorKind.BAD_DATA);
    }
}
