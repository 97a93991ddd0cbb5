package dev.nightjar.query.combined;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.query.NumberText;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryValue;
import dev.nightjar.query.logql.LogQl;
import dev.nightjar.query.promql.PromQl;
import dev.nightjar.query.promql.QueryOptions;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CombinedQueryTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);

    private final InMemorySeriesStore series = new InMemorySeriesStore();
    private final InMemoryLogStore logs = new InMemoryLogStore();
    private final CombinedQl language =
            new CombinedQl(new PromQl(series, CLOCK), new LogQl(logs, QueryLimits.DEFAULTS, CLOCK), CLOCK);

    /** Two services: shop with 10 requests a second and 3 errors a minute, mail with 5 and 1. */
    @BeforeEach
    void write() {
        for (int second = 0; second <= 600; second += 10) {
            for (String zone : List.of("a", "b")) {
                series.put(
                        Labels.of("__name__", "requests_total", "service", "shop", "zone", zone),
                        second * 1000L,
                        second * 5);
            }
            series.put(
                    Labels.of("__name__", "requests_total", "service", "mail", "zone", "a"),
                    second * 1000L,
                    second * 5);
        }
        for (int minute = 0; minute < 10; minute++) {
            append("shop", minute, 3);
            append("mail", minute, 1);
        }
    }

    private void append(String service, int minute, int count) {
        LogBatch.StreamBuilder lines = LogBatch.stream(Labels.of("service", service));
        for (int i = 0; i < count; i++) {
            byte[] line = ("error " + i).getBytes(StandardCharsets.UTF_8);
            lines.line((minute * 60 + 30 + i) * 1_000_000_000L, line, 0, line.length, Labels.EMPTY);
        }
        logs.append(new LogBatch(List.of(lines.build())));
    }

    private String instant(String query) {
        QueryValue value = language.prepare(query)
                .instant(300_000, QueryOptions.defaults())
                .value();
        return switch (value) {
            case QueryValue.Scalar scalar -> NumberText.sample(scalar.value());
            case QueryValue.InstantVector vector ->
                String.join(
                        "; ",
                        vector.samples().stream()
                                .map(sample -> sample.labels() + " " + NumberText.sample(sample.value()))
                                .toList());
            case QueryValue.RangeMatrix matrix -> matrix.toString();
            case QueryValue.Text text -> text.value();
        };
    }

    static Stream<Arguments> queries() {
        String errors = "logql(sum by (service) (count_over_time({} |= \"error\" [1m])))";
        String requests = "promql(sum by (service) (increase(requests_total[1m])))";
        return Stream.of(
                Arguments.of(
                        errors + " / " + requests,
                        "{service=\"mail\"} 0.0033333333333333335; {service=\"shop\"} 0.005"),
                Arguments.of("promql(sum(requests_total)) + logql(vector(1))", "{} 4501"),
                Arguments.of("1 + 2 * 3 ^ 2 - -1", "20"),
                Arguments.of("-" + errors, "{service=\"mail\"} -1; {service=\"shop\"} -3"),
                Arguments.of("sum(" + errors + " / " + requests + ") * 100", "{} 0.8333333333333334"),
                Arguments.of("topk(1, " + errors + ") # the worst", "{service=\"shop\"} 3"),
                Arguments.of(errors + " > 2", "{service=\"shop\"} 3"),
                Arguments.of(errors + " >bool 2", "{service=\"mail\"} 0; {service=\"shop\"} 1"),
                Arguments.of(
                        "promql(requests_total) * on (service) group_left " + errors,
                        "{service=\"mail\", zone=\"a\"} 1500; {service=\"shop\", zone=\"a\"} 4500;"
                                + " {service=\"shop\", zone=\"b\"} 4500"),
                Arguments.of(
                        errors + " * ignoring (zone) group_right promql(requests_total{zone=\"b\"})",
                        "{service=\"shop\", zone=\"b\"} 4500"),
                Arguments.of(
                        errors + " unless promql(sum by (service) (requests_total) > 2000)", "{service=\"mail\"} 1"),
                Arguments.of("max by (x) (" + errors + " or promql(vector(7)))", "{} 7"),
                Arguments.of("logql(count_over_time({service=\"shop\"} |= `)\"` [1m])) or promql(vector(2))", "{} 2"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("queries")
    void parts_are_joined_on_their_labels(String query, String expected) {
        assertThat(instant(query)).isEqualTo(expected);
    }

    @Test
    void a_range_query_answers_at_each_step_what_an_instant_query_does() {
        String query = "logql(sum by (service) (count_over_time({} |= \"error\" [1m])))"
                + " / on (service) promql(sum by (service) (increase(requests_total[1m])))";
        QueryValue.RangeMatrix matrix = (QueryValue.RangeMatrix) language.prepare(query)
                .range(60_000, 540_000, 60_000, QueryOptions.defaults())
                .value();
        assertThat(matrix.series()).hasSize(2);
        for (QueryValue.Series each : matrix.series()) {
            assertThat(each.size()).isEqualTo(9);
            for (int i = 0; i < each.size(); i++) {
                QueryValue.InstantVector vector = (QueryValue.InstantVector) language.prepare(query)
                        .instant(each.timesMillis()[i], QueryOptions.defaults())
                        .value();
                double value = each.values()[i];
                assertThat(vector.samples())
                        .anyMatch(sample -> sample.labels().equals(each.labels()) && sample.value() == value);
            }
        }
    }

    @Test
    void numbers_stay_numbers_over_a_range() {
        QueryValue.RangeMatrix matrix = (QueryValue.RangeMatrix) language.prepare("promql(time()) + 1")
                .range(0, 120_000, 60_000, QueryOptions.defaults())
                .value();
        assertThat(matrix.series()).hasSize(1);
        assertThat(matrix.series().getFirst().values()).containsExactly(1, 61, 121);
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of(
                        "logql(rate({a=\"b\"}[5m])", "1:6: parse error: the parenthesis after logql is not closed"),
                Arguments.of(
                        "logql(rate({a=\"b\"}))",
                        "1:7: in logql(…): parse error at line 1, col 13: syntax error: unexpected )"),
                Arguments.of(
                        "logql({a=\"b\"})",
                        "1:7: in logql(…): lines cannot be combined; make values of them, as in rate(… [5m])"),
                Arguments.of(
                        "1 / promql(up[5m])",
                        "1:12: in promql(…): a range vector cannot be combined; it needs a value a step"),
                Arguments.of(
                        "up / logql(vector(1))",
                        "1:1: parse error: unexpected \"up\": functions and selectors stand inside promql(…) or logql(…); outside there are operators, numbers and aggregations such as sum by (…) (…)"),
                Arguments.of("sum(1)", "1:1: parse error: sum needs series, found a number"),
                Arguments.of(
                        "1 and promql(up)",
                        "1:3: parse error: set operator \"and\" not allowed in binary scalar expression"),
                Arguments.of(
                        "promql(up) promql(up)",
                        "1:19: parse error: unexpected \"up\", expected an operator or the end of the query"),
                Arguments.of(
                        "", "1:1: parse error: the query ends where a part such as logql(…) or promql(…) is expected"));
    }

    @ParameterizedTest(name = "{index}: {0}")
    @MethodSource("refusals")
    void what_is_wrong_is_said_with_its_place(String query, String message) {
        assertThatThrownBy(() -> instant(query))
                .isInstanceOf(QueryException.class)
                .hasMessage(message);
    }

    @Test
    void series_that_match_in_more_ways_than_one_fail_the_query() {
        assertThatThrownBy(() -> instant(
                        "promql(requests_total) / on (service) logql(sum by (service) (count_over_time({}[1m])))"))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("many-to-one matching must be explicit (group_left/group_right)");
    }
}
