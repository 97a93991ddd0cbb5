package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.QueryText;
import dev.nightjar.testkit.InMemoryLogStore;
import java.time.Instant;
import java.time.InstantSource;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Log queries made to harm are refused while they are read, with a place and a reason. */
class HostileLogQueryTest {
    private final LogQl logQl =
            new LogQl(new InMemoryLogStore(), QueryLimits.DEFAULTS, InstantSource.fixed(Instant.EPOCH));

    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("parentheses around lines", "(".repeat(20_000) + "{a=\"b\"}" + ")".repeat(20_000)),
                Arguments.of(
                        "parentheses in a range",
                        "rate(" + "(".repeat(20_000) + "{a=\"b\"}" + ")".repeat(20_000) + "[5m])"),
                Arguments.of("parentheses around numbers", "(".repeat(20_000) + "1" + ")".repeat(20_000)),
                Arguments.of("sums", "1" + "+1".repeat(20_000)),
                Arguments.of("filters", "{a=\"b\"}" + " |= `x`".repeat(20_000)),
                Arguments.of("comparisons", "{a=\"b\"} | x=1" + " or x=1".repeat(20_000)),
                Arguments.of("parentheses in a filter", "{a=\"b\"} | " + "(".repeat(20_000) + "x=1"),
                Arguments.of("repetitions", "{a=\"b\"} |~ `((x{1000}){1000}){1000}`"),
                Arguments.of("repetitions in a selector", "{a=~`((x{1000}){1000}){1000}`}"),
                Arguments.of("groups", "{a=\"b\"} |~ `" + "(".repeat(20_000) + ")".repeat(20_000) + "`"),
                Arguments.of("templates", "{a=\"b\"} | line_format `{{" + "(".repeat(20_000) + ".x`"),
                Arguments.of("templates", "{a=\"b\"} | line_format `{{" + "(".repeat(20_000) + ".x}}`"),
                Arguments.of("megabytes", "{a=\"b\"}" + " ".repeat(QueryText.MAX_CHARS)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("texts")
    void text_beyond_reason_is_refused_while_it_is_read(String name, String query) {
        assertThatThrownBy(() -> logQl.prepare(query))
                .isInstanceOfSatisfying(
                        QueryException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.BAD_DATA));
    }
}
