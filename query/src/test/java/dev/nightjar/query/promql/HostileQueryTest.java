package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryText;
import dev.nightjar.query.QueryValue;
import dev.nightjar.testkit.InMemorySeriesStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries made to harm: each gets an error of its own kind, none gets the process. */
class HostileQueryTest {
    private static final QueryOptions OPTIONS =
            QueryOptions.defaults().withLimits(new QueryLimits(1_000_000, 20_000, 1000, 11_000, Duration.ofMinutes(1)));

    private final InMemorySeriesStore store = new InMemorySeriesStore();
    private final PromQl promQl = new PromQl(store, InstantSource.fixed(Instant.EPOCH));

    private QueryValue ask(String query) {
        return promQl.prepare(query).range(0, 100_000, 1000, OPTIONS).value();
    }

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("parentheses", "(".repeat(10_000) + "1" + ")".repeat(10_000)),
                Arguments.of("minus signs", "-".repeat(10_000) + "1"),
                Arguments.of("sums", "1" + "+1".repeat(10_000)),
                Arguments.of("unions", "a" + " or a".repeat(10_000)),
                Arguments.of("powers", "2" + "^2".repeat(10_000)),
                Arguments.of("calls", "abs(".repeat(5000) + "a" + ")".repeat(5000)),
                Arguments.of("durations in parentheses", "a[" + "(".repeat(50_000) + "5m"),
                Arguments.of("negative durations", "a[" + "-".repeat(50_000) + "5m]"),
                Arguments.of("added durations", "a[1" + "+1".repeat(50_000) + "]"),
                Arguments.of("repetitions", "{a=~\"((a{1,1000}){1,1000}){1,1000}\"}"),
                Arguments.of("groups", "{a=~\"" + "(".repeat(50_000) + ")".repeat(50_000) + "\"}"),
                Arguments.of("megabytes", "a" + " ".repeat(QueryText.MAX_CHARS)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void text_beyond_reason_is_refused_while_it_is_read(String name, String query) {
        assertThatThrownBy(() -> promQl.prepare(query))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_DATA));
        assertThatThrownBy(() -> PromQl.format(query)).isInstanceOf(QueryException.class);
    }

    @Test
    void the_longest_chain_that_is_read_can_be_printed_and_evaluated_on_a_virtual_thread() throws Exception {
        store.put(Labels.of("__name__", "a"), 0, 1);
        String query = "a" + " or a".repeat(QueryText.MAX_OPERATORS);
        QueryValue[] answer = new QueryValue[1];
        Thread.ofVirtual()
                .start(() -> {
                    PromQl.format(query);
                    answer[0] = promQl.prepare(query)
                            .instant(0, QueryOptions.defaults())
                            .value();
                })
                .join();
        assertThat(answer[0]).isInstanceOf(QueryValue.InstantVector.class);
    }

    @ParameterizedTest
    @MethodSource("doubling")
    void a_label_that_functions_double_again_and_again_is_stopped(Function<String, String> twice) {
        String query = "label_replace(vector(1), \"a\", \"xxxx\", \"\", \"\")";
        for (int i = 0; i < 40; i++) {
            query = twice.apply(query);
        }
        String doubled = query;
        assertThatThrownBy(() -> ask(doubled))
                .isInstanceOf(QueryException.class)
                .hasMessageContaining("the limit is " + QueryText.MAX_MADE_CHARS);
    }

    static Stream<Function<String, String>> doubling() {
        return Stream.of(
                inner -> "label_replace(" + inner + ", \"a\", \"$1$1\", \"a\", \"(.*)\")",
                inner -> "label_join(" + inner + ", \"a\", \"\", \"a\", \"a\")");
    }

    @ParameterizedTest
    @MethodSource("hoarders")
    void what_a_query_keeps_is_bounded(String query) {
        for (int s = 0; s < 300; s++) {
            for (int t = 0; t <= 100_000; t += 10_000) {
                store.put(Labels.of("__name__", "a", "n", Integer.toString(s)), t, s * 100_000.0 + t);
            }
        }
        assertThatThrownBy(() -> ask(query))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXECUTION))
                .hasMessageContaining("keep too many values");
        assertThat(ask("sum(rate(a[30s]))")).isInstanceOf(QueryValue.RangeMatrix.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sum(((a * 2) + 1) ^ 2 > 5)",
                "sum(-abs(clamp_min(a, 1)))",
                "absent(a)",
                "scalar(a)",
                "count(a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"}"
                        + " + a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"} + a{n=~\"1.\"})",
                "sum(sort(label_replace(topk(50, a{n=~\"1..\"}) or a{n=~\"1.\"}, \"m\", \"\", \"n\", \"\")))"
            })
    void what_a_query_no_longer_needs_does_not_count(String query) {
        for (int s = 0; s < 300; s++) {
            for (int t = 0; t <= 100_000; t += 10_000) {
                store.put(Labels.of("__name__", "a", "n", Integer.toString(s)), t, s * 100_000.0 + t);
            }
        }
        assertThat(ask(query)).isInstanceOf(QueryValue.RangeMatrix.class);
    }

    static Stream<String> hoarders() {
        return Stream.of(
                "a",
                "count_values(\"v\", a)",
                "topk(1, a)",
                "sum by (n) (a)",
                "count(a + a)",
                "count(a and a)",
                "sort(a)",
                "sort_by_label(a, \"n\")",
                "limitk(1000, a)",
                "limit_ratio(1, a)",
                "bottomk(1, a)",
                "a or a",
                "a * on (n) group_left () a",
                "info(a)",
                "info(a, {version=~\".*\"})",
                "label_replace(a, \"m\", \"$1\", \"n\", \"(.*)\")",
                "label_join(a, \"m\", \"\", \"n\")",
                "histogram_quantiles(a, \"q\", 0.5, 0.9)",
                "sum_over_time(a[1m:1s])",
                "increase(a[1m] smoothed)",
                "a * 2 + 1",
                "quantile(0.5, a)",
                "histogram_quantile(0.9, a)");
    }

    @ParameterizedTest
    @MethodSource("trimmedNumbers")
    void numbers_cannot_be_cut_like_histograms(String query) {
        store.put(Labels.of("__name__", "a"), 0, 1);
        QueryResult result =
                new PromQl(store, InstantSource.system()).prepare(query).instant(0, QueryOptions.defaults());

        assertThat(result.value()).isEqualTo(new QueryValue.InstantVector(List.of()));
        assertThat(result.infos())
                .singleElement()
                .asString()
                .startsWith("PromQL info: incompatible sample types encountered for binary operator");
    }

    static Stream<String> trimmedNumbers() {
        return Stream.of("a </ 1", "a >/ 1", "a >/ a", "vector(1) </ scalar(a)");
    }

    @Test
    void scalars_cannot_be_cut_like_histograms() {
        assertThatThrownBy(() -> ask("1 </ 2"))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.EXECUTION))
                .hasMessage("operator \"</\" not allowed for Scalar operations");
    }
}
