package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.NanoRange;
import dev.nightjar.query.Cancellation;
import dev.nightjar.query.QueryLimits;
import dev.nightjar.query.logql.LineFields.Field;
import dev.nightjar.testkit.InMemoryLogStore;
import dev.nightjar.testkit.TestingClock;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineFieldsTest {
    private static List<Field> json(String line) {
        return LineFields.json(line).orElseThrow();
    }

    @Test
    void fields_of_json_have_their_labels_paths_and_values() {
        assertThat(json("{\"a b\":{\"c-d\":\"x\\ty\",\"n\":1.50},\"ok\":true,\"list\":[1],\"none\":null,\"e\":\"\"}"))
                .containsExactly(
                        new Field("a_b_c_d", List.of("a b", "c-d"), "x\ty"),
                        new Field("a_b_n", List.of("a b", "n"), "1.50"),
                        new Field("ok", List.of("ok"), "true"));
    }

    @Test
    void of_a_name_that_comes_twice_the_first_counts() {
        assertThat(json("{\"a\":{\"b\":1},\"a_b\":2,\"a\":{\"b\":3}}"))
                .containsExactly(new Field("a_b", List.of("a", "b"), "1"));
        assertThat(LineFields.logfmt("a.b=1 a_b=2")).containsExactly(new Field("a_b", List.of("a.b"), "1"));
    }

    @Test
    void what_is_cut_off_is_no_json_and_what_follows_it_does_not_matter() {
        assertThat(LineFields.json("{\"a\":1,\"b\"")).isEmpty();
        assertThat(LineFields.json("a=1")).isEmpty();
        assertThat(json("{\"a\":1} and more")).containsExactly(new Field("a", List.of("a"), "1"));
    }

    @Test
    void fields_of_logfmt_are_without_quotes_and_escapes() {
        assertThat(LineFields.logfmt("msg=\"tab\\t\\\"q\\\"\" 9x=5 flag e= none=\"\""))
                .containsExactly(new Field("msg", List.of("msg"), "tab\t\"q\""), new Field("_9x", List.of("9x"), "5"));
    }

    @Test
    void what_is_no_pair_of_logfmt_is_passed_over() {
        assertThat(LineFields.logfmt("a=b=c ok=1 =x open=\"until the end"))
                .containsExactly(new Field("ok", List.of("ok"), "1"));
    }

    /** One language: what is found here is what a query finds. */
    @Test
    void lines_of_any_kind_have_the_fields_that_a_query_finds() {
        for (String line : List.of(
                "{\"a\":1,\"b\":{\"c\":\"\\u00e9\",\"d\":[1]},\"x y\":\"z\"}",
                "level=info msg=\"a b\" took=5ms a.b=1 a-b=2",
                "k=\"\\u00e9\" x=y=z w=1")) {
            boolean isJson = line.startsWith("{");
            List<Field> fields = isJson ? json(line) : LineFields.logfmt(line);
            for (Field field : fields) {
                String query = "{app=\"a\"} | " + (isJson ? "json" : "logfmt") + " | " + field.label() + "="
                        + GoText.quoted(field.value());
                assertThat(selects(query, line)).as(query).isTrue();
            }
        }
    }

    private static boolean selects(String query, String line) {
        InMemoryLogStore store = new InMemoryLogStore();
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        store.append(new LogBatch(List.of(LogBatch.stream(Labels.of("app", "a"))
                .line(1, bytes, 0, bytes.length, Labels.EMPTY)
                .build())));
        LogQl language = new LogQl(store, QueryLimits.DEFAULTS, new TestingClock(Instant.EPOCH));
        return !language.prepare(query)
                .streams(new NanoRange(0, 2), 1, LogDirection.FORWARD, new Cancellation())
                .entries()
                .isEmpty();
    }
}
