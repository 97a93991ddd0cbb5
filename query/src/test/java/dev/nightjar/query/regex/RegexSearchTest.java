package dev.nightjar.query.regex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import dev.nightjar.model.Re2;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegexSearchTest {
    private static LazyDfa.Answer automaton(String regex, String text) throws UnreadRegexException {
        return new LazyDfa(Program.of(RegexReader.read(regex)), true).search(text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "[0-9]{3}-[0-9]{2}, call 555-12 now, FOUND",
        "[0-9]{3}-[0-9]{2}, call 555_12 now, ABSENT",
        "^GET, GET /, FOUND",
        "^GET, no GET, ABSENT",
        "ms$, took 3 ms, FOUND",
        "\\berr\\b, an err., FOUND",
        "\\berr\\b, stderr, ABSENT",
        "(?i)STRASSE|ok, oK, FOUND",
        "(?i)k, \u212a, FOUND",
        "x.z, xéz, FOUND",
        "^.{3}$, 日本語, FOUND",
        "^.{3}$, 日本, ABSENT",
        "'xb{,3}', 'xb{,3}', FOUND",
    })
    void finds_what_RE2_finds(String regex, String text, LazyDfa.Answer answer) throws UnreadRegexException {
        assertThat(automaton(regex, text)).isEqualTo(answer);
    }

    @Test
    void random_expressions_match_where_RE2J_says() {
        Random random = new Random(20261123);
        RandomRegex made = new RandomRegex(random);
        int decided = 0;
        for (int round = 0; round < 20_000; round++) {
            Pattern pattern = made.pattern();
            String regex = pattern.pattern();
            LazyDfa automaton;
            try {
                automaton = new LazyDfa(Program.of(RegexReader.read(regex)), true);
            } catch (UnreadRegexException _) {
                continue;
            }
            for (int i = 0; i < 20; i++) {
                String text = made.text();
                assertThat(automaton.search(text.getBytes(UTF_8)))
                        .as("%s in %s", regex, text)
                        .isEqualTo(pattern.matcher(text).find() ? LazyDfa.Answer.FOUND : LazyDfa.Answer.ABSENT);
                decided++;
            }
        }
        assertThat(decided).isGreaterThan(200_000);
    }

    @Test
    void what_is_no_UTF_8_is_searched_with_a_replacement_character_in_its_place() {
        Random random = new Random(7);
        RandomRegex made = new RandomRegex(random);
        for (int round = 0; round < 2_000; round++) {
            Pattern pattern = made.pattern();
            String regex = pattern.pattern();
            RegexSearch search = RegexSearch.of(regex);
            byte[] text = (made.text() + made.text()).getBytes(UTF_8);
            for (int i = 0; i < 10 && text.length > 0; i++) {
                text[random.nextInt(text.length)] = (byte) random.nextInt(256);
                String readable = new String(text, UTF_8);
                assertThat(search.passes(text))
                        .as("%s in %s", regex, readable)
                        .isEqualTo(pattern.matcher(readable).find());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\pL+", "\\Qa.b\\E", "(?i)straße", "(?i)[à-ü]", "(?:a[^b]{900}){5}"})
    void what_the_automaton_does_not_know_is_left_to_RE2J(String regex) {
        assertThatThrownBy(() -> Program.of(RegexReader.read(regex))).isInstanceOf(UnreadRegexException.class);
        assertThat(RegexSearch.of(regex).passes("STRASSE".getBytes(UTF_8)))
                .isEqualTo(Re2.compile(regex).matcher("STRASSE").find());
    }

    @Test
    void expressions_with_too_many_states_are_given_up_and_still_answered() throws UnreadRegexException {
        String regex = "(?:a|b)*a(?:a|b){40}c";
        StringBuilder text = new StringBuilder();
        new Random(3).ints(200_000, 0, 2).forEach(i -> text.append(i == 0 ? 'a' : 'b'));
        byte[] bytes = text.toString().getBytes(UTF_8);
        LazyDfa automaton = new LazyDfa(Program.of(RegexReader.read(regex)), true);
        assertThat(automaton.search(bytes)).isEqualTo(LazyDfa.Answer.UNDECIDED);
        assertThat(automaton.isGivenUp()).isTrue();
        RegexSearch search = RegexSearch.of(regex);
        assertThat(search.passes(bytes)).isFalse();
        assertThat(search.passes((text + "a" + "b".repeat(40) + "c").getBytes(UTF_8)))
                .isTrue();
    }

    /** As many states as before and then more: rows that are gone must not be gone to. */
    @Test
    void a_full_table_begins_anew_where_it_served_well() throws UnreadRegexException {
        String regex = "(?:a|b)*a(?:a|b){15}c";
        LazyDfa automaton = new LazyDfa(Program.of(RegexReader.read(regex)), true);
        Pattern pattern = Re2.compile(regex);
        Random random = new Random(11);
        for (int round = 0; round < 3_000; round++) {
            StringBuilder text = new StringBuilder("x".repeat(2_000));
            random.ints(60, 0, 2).forEach(i -> text.append(i == 0 ? 'a' : 'b'));
            text.append(random.nextBoolean() ? 'c' : 'd');
            assertThat(automaton.search(text.toString().getBytes(UTF_8)))
                    .isEqualTo(pattern.matcher(text.toString()).find() ? LazyDfa.Answer.FOUND : LazyDfa.Answer.ABSENT);
        }
        assertThat(automaton.isGivenUp()).isFalse();
        assertThat(automaton.timesAnew()).isPositive();
    }

    @Test
    void several_threads_search_by_one() {
        RegexSearch search = RegexSearch.of("[a-c]+[0-9]{2,4}x");
        long found = IntStream.range(0, 40_000)
                .parallel()
                .filter(i -> search.passes(("line of abc" + i + "x").getBytes(UTF_8)))
                .count();
        assertThat(found).isEqualTo(9_990);
    }

    @Test
    void every_code_point_is_its_own_bytes_and_no_others() throws UnreadRegexException {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            int low = codePoint(random);
            int high = Math.min(Character.MAX_CODE_POINT, low + random.nextInt(70_000));
            LazyDfa automaton = new LazyDfa(
                    Program.of(new Regex.Sequence(List.of(
                            new Regex.At(Regex.Place.TEXT_BEGIN),
                            new Regex.One(CodePoints.range(low, high)),
                            new Regex.At(Regex.Place.TEXT_END)))),
                    true);
            for (int c :
                    new int[] {low - 1, low, low + 1, (low + high) / 2, high - 1, high, high + 1, codePoint(random)}) {
                if (Character.isValidCodePoint(c) && !(c >= 0xd800 && c < 0xe000)) {
                    assertThat(automaton.search(Character.toString(c).getBytes(UTF_8)) == LazyDfa.Answer.FOUND)
                            .as("%x in %x to %x", c, low, high)
                            .isEqualTo(low <= c && c <= high);
                }
            }
        }
    }

    private static int codePoint(Random random) {
        int[] edges = {0, 0x7f, 0x80, 0x7ff, 0x800, 0xfff, 0xffff, 0x10000, 0x3ffff, 0x10ffff};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt(0x110000);
    }
}
