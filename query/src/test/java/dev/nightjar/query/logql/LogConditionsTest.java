package dev.nightjar.query.logql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.testkit.TestingClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogConditionsTest {
    private final LogConditions language = new LogConditions(new TestingClock(Instant.EPOCH));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{app=\"shop\"} | line_format \"{{.user}}\"",
                "{app=\"shop\"} | json",
                "{app=\"shop\"} |= \"bob\" | decolorize",
                "{app=\"shop\"} | json | user=\"bob\" | label_format user=name",
                "{app=\"shop\"} | drop level",
            })
    void a_stage_behind_all_filters_is_refused_for_a_new_deletion_and_read_of_an_old_one(String query) {
        assertThatThrownBy(() -> language.readRequest(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every line before it would be deleted");
        assertThat(language.read(query).matchers()).hasSize(1);
    }

    @Test
    void the_refusal_names_the_stage_and_what_to_do() {
        assertThatThrownBy(() -> language.readRequest("{app=\"shop\"} | line_format \"x\""))
                .hasMessage("`| line_format \"x\"` stands behind all filters and leaves no line out, so every line"
                        + " before it would be deleted, whole: end the query with a line filter or a label filter,"
                        + " or leave this stage out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{app=\"shop\"}",
                "{app=\"shop\"} |= \"bob\"",
                "{app=\"shop\"} | json | user=\"bob\"",
                "{app=\"shop\"} | line_format \"{{.user}}\" |= \"bob\"",
            })
    void what_ends_with_a_filter_or_has_no_stages_is_taken_on(String query) {
        assertThat(language.readRequest(query).matchers()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{app=~\".*\"}", "{app!=\"shop\"}"})
    void what_names_no_stream_is_refused_for_a_new_deletion_unless_it_has_a_filter(String query) {
        assertThatThrownBy(() -> language.readRequest(query))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("`" + query
                        + "` names no stream, and lines are not had back: say which, such as {app=\"shop\"},"
                        + " or {service_name=~\".+\"} where all of them are meant");
        assertThat(language.readRequest("{} |= \"bob\"").matchers()).isEmpty();
        assertThat(language.readRequest("{service_name=~\".+\"}").matchers()).hasSize(1);
    }

    @Test
    void what_is_no_query_of_lines_is_refused() {
        assertThatThrownBy(() -> language.readRequest("rate({app=\"shop\"}[5m])"))
                .hasMessageContaining("values");
        assertThatThrownBy(() -> language.readRequest("{app=")).isInstanceOf(IllegalArgumentException.class);
    }
}
