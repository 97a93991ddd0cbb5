package dev.nightjar.web.prometheus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.nightjar.web.prometheus.search.NameSearch.Found;
import dev.nightjar.web.prometheus.search.NameSearch.Measure;
import dev.nightjar.web.prometheus.search.NameSearch.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NameSearchTest {
    private static final List<String> NAMES =
            List.of("up", "node_cpu_seconds_total", "node_memory_Active_bytes", "process_cpu_seconds_total", "größe");

    private static List<String> names(NameSearch search, Order order) {
        return search.in(NAMES, order).stream().map(Found::name).toList();
    }

    private static NameSearch subsequence(String... terms) {
        return new NameSearch(List.of(terms), Measure.SUBSEQUENCE, 0, true);
    }

    @Test
    void without_a_term_everything_is_found() {
        assertThat(names(subsequence(), Order.REVERSED))
                .containsExactly(
                        "up",
                        "process_cpu_seconds_total",
                        "node_memory_Active_bytes",
                        "node_cpu_seconds_total",
                        "größe");
        assertThat(subsequence().in(NAMES, Order.ALPHABETICAL)).allMatch(found -> found.score() == 1);
    }

    @Test
    void the_characters_of_a_term_may_have_others_between_them() {
        assertThat(names(subsequence("ncpu"), Order.ALPHABETICAL)).containsExactly("node_cpu_seconds_total");
        assertThat(names(subsequence("upc"), Order.ALPHABETICAL)).isEmpty();
        assertThat(names(subsequence("öx", "up"), Order.ALPHABETICAL)).containsExactly("up");
        assertThat(names(subsequence("röß"), Order.ALPHABETICAL)).containsExactly("größe");
    }

    @Test
    void the_likest_comes_first_and_a_common_beginning_is_likest() {
        assertThat(subsequence("process_cpu", "cpu")
                        .in(NAMES, Order.LIKEST_FIRST)
                        .getFirst())
                .isEqualTo(new Found("process_cpu_seconds_total", 1));
    }

    @ParameterizedTest(name = "{0} in {1} is {2}")
    @CsvSource({
        // (9 - 5/22 - 14/44) / 9
        "cpu, node_cpu_seconds_total, 0.93939",
        // runs of 1 and 3, gaps of 0 and 4, fourteen after the last: (10 - 4/22 - 14/44) / 16
        "ncpu, node_cpu_seconds_total, 0.59375",
        "up, up, 1",
        "no, nope, 1",
        "upx, up, 0",
    })
    void long_runs_count_most_and_what_is_skipped_little(String term, String name, double score) {
        assertThat(new Subsequence(term, 0).of(name)).isCloseTo(score, within(1e-4));
    }

    @Test
    void what_is_less_alike_than_the_threshold_is_not_found() {
        assertThat(new NameSearch(List.of("ncpu"), Measure.SUBSEQUENCE, 0.5, true).in(NAMES, Order.ALPHABETICAL))
                .hasSize(1);
        assertThat(new NameSearch(List.of("ncpu"), Measure.SUBSEQUENCE, 0.6, true).in(NAMES, Order.ALPHABETICAL))
                .isEmpty();
    }

    @Test
    void capitals_count_unless_they_are_said_not_to() {
        assertThat(names(subsequence("active"), Order.ALPHABETICAL)).isEmpty();
        NameSearch lenient = new NameSearch(List.of("ACTIVE"), Measure.SUBSEQUENCE, 0.9, false);
        assertThat(names(lenient, Order.ALPHABETICAL)).containsExactly("node_memory_Active_bytes");
    }

    /** Figures from Winkler's paper and those that repeat it. */
    @ParameterizedTest(name = "{0} and {1}: {2}")
    @CsvSource({
        "MARTHA, MARHTA, 0.9611",
        "DIXON, DICKSONX, 0.8133",
        "DWAYNE, DUANE, 0.84",
        "ABC, XYZ, 0",
        "A, A, 1",
    })
    void names_that_are_spelt_alike_are_alike(String one, String other, double likeness) {
        int[] a = one.codePoints().toArray();
        int[] b = other.codePoints().toArray();
        assertThat(JaroWinkler.between(a, b)).isCloseTo(likeness, within(1e-4));
        assertThat(JaroWinkler.between(b, a)).isCloseTo(likeness, within(1e-4));
    }

    @Test
    void spelling_is_compared_only_with_a_threshold_and_what_holds_the_term_is_always_taken() {
        NameSearch without = new NameSearch(List.of("cpu_secnods"), Measure.JARO_WINKLER, 0, true);
        assertThat(without.in(NAMES, Order.ALPHABETICAL)).isEmpty();
        NameSearch with = new NameSearch(List.of("nod_cpu_seconds_total"), Measure.JARO_WINKLER, 0.95, true);
        assertThat(names(with, Order.LIKEST_FIRST)).containsExactly("node_cpu_seconds_total");
        NameSearch held = new NameSearch(List.of("cpu"), Measure.JARO_WINKLER, 1, true);
        assertThat(held.in(NAMES, Order.ALPHABETICAL))
                .containsExactly(new Found("node_cpu_seconds_total", 0.9), new Found("process_cpu_seconds_total", 0.9));
    }
}
