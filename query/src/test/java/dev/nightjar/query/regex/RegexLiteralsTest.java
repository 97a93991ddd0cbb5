package dev.nightjar.query.regex;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.nightjar.model.LogSelection.LineFilter;
import dev.nightjar.model.LogSelection.LineFilter.AnyOf;
import dev.nightjar.model.LogSelection.LineFilter.Contains;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RegexLiteralsTest {
    private static Contains exact(String text) {
        return new Contains(text, false);
    }

    @Test
    void texts_that_every_match_contains_are_found() {
        assertThat(RegexLiterals.of("\" 50[0-9] [0-9]+ ")).containsExactly(exact("\" 50"));
        assertThat(RegexLiterals.of("timeout after \\d+ms")).containsExactly(exact("timeout after "), exact("ms"));
        assertThat(RegexLiterals.of("GET|POST /x")).containsExactly(new AnyOf(List.of(exact("GET"), exact("POST /x"))));
        assertThat(RegexLiterals.of("(?i)OutOfMemory")).containsExactly(new Contains("OUTOFMEMORY", true));
        assertThat(RegexLiterals.of("a\\.b(c|d)ef")).containsExactly(exact("a.b"), exact("ef"));
    }

    @Test
    void groups_that_must_be_there_are_looked_into() {
        assertThat(RegexLiterals.of("at (com|org)\\.shop"))
                .containsExactly(exact("at "), new AnyOf(List.of(exact("com"), exact("org"))), exact(".shop"));
        assertThat(RegexLiterals.of("(?P<verb>GET|PUT) /x")).hasSize(2);
        assertThat(RegexLiterals.of("(?:error )+")).containsExactly(exact("error "));
        assertThat(RegexLiterals.of("(error)?")).isEmpty();
        assertThat(RegexLiterals.of("(error|x)")).isEmpty();
        assertThat(RegexLiterals.of("(?:ab){2}c(?:de)+f")).containsExactly(exact("ababcde"), exact("def"));
        assertThat(RegexLiterals.of("(?:ab){9}c")).containsExactly(exact("abababab"), exact("abc"));
    }

    @Test
    void what_may_be_missing_is_not_asked_for() {
        assertThat(RegexLiterals.of("errors?")).containsExactly(exact("error"));
        assertThat(RegexLiterals.of("ab*cd")).containsExactly(exact("cd"));
        assertThat(RegexLiterals.of("ab+cd")).containsExactly(exact("ab"), exact("bcd"));
        assertThat(RegexLiterals.of("abc{0,2}")).containsExactly(exact("ab"));
        assertThat(RegexLiterals.of("abc|")).isEmpty();
        assertThat(RegexLiterals.of("\\Qabc\\E")).isEmpty();
    }

    @Test
    void texts_are_found_however_they_are_written() {
        assertThat(RegexLiterals.of("\\x41bcd[.]\\bx")).containsExactly(exact("Abcd.x"));
        assertThat(RegexLiterals.of("x(?i)abc(?-i)d")).containsExactly(new Contains("xABCd", true));
        assertThat(RegexLiterals.of("(?i:ab)\\.(cd)")).containsExactly(new Contains("AB.cd", true));
        assertThat(RegexLiterals.of("x".repeat(250))).containsExactly(exact("x".repeat(100)), exact("x".repeat(50)));
    }

    /** What the automaton cannot read stands for any character here. */
    @Test
    void texts_beside_classes_of_unicode_and_letters_without_case_are_found() {
        assertThat(RegexLiterals.of("ab\\pLcd[^\\p{Greek}]ef")).containsExactly(exact("ab"), exact("cd"), exact("ef"));
        assertThat(RegexLiterals.of("(?i)größe[^ä]abc"))
                .containsExactly(new Contains("GR", true), new Contains("ABC", true));
        assertThat(RegexLiterals.of("größe")).containsExactly(exact("größe"));
    }

    /** In place of bytes that are not UTF-8 a match may have a replacement character that the line has not. */
    @Test
    void a_replacement_character_is_no_text() {
        assertThat(RegexLiterals.of("ab\ufffdcd")).containsExactly(exact("ab"), exact("cd"));
    }

    /** Without case, k matches the Kelvin sign and s the long s, which no folding of ASCII finds. */
    @Test
    void letters_with_twins_outside_ascii_are_left_out_without_case() {
        assertThat(RegexLiterals.of("(?i)task")).containsExactly(new Contains("TA", true));
    }

    @Test
    void no_line_that_matches_breaks_a_condition() {
        Random random = new Random(13);
        String[] pieces = {
            "ab",
            "c",
            "[bc]",
            "(a|b)",
            "x*",
            "y?",
            "a+",
            ".",
            "\\.",
            "b{1,2}",
            "|",
            "d",
            "\\d",
            "^",
            "$",
            "(ab|cd)",
            "(?:bc|a.d)+",
            "(?:dx)?",
            "(c(d|ab))",
            "(ab)*",
            "\\(",
            "[(|]",
            "(?:ab){0,1}"
        };
        for (int i = 0; i < 20_000; i++) {
            StringBuilder regex = new StringBuilder(random.nextInt(4) == 0 ? "(?i)" : "");
            for (int n = random.nextInt(6); n >= 0; n--) {
                regex.append(pieces[random.nextInt(pieces.length)]);
            }
            StringBuilder line = new StringBuilder();
            for (int n = random.nextInt(12); n >= 0; n--) {
                line.append("abcdxyABC.1".charAt(random.nextInt(11)));
            }
            if (Pattern.compile(regex.toString()).matcher(line).find()) {
                for (LineFilter condition : RegexLiterals.of(regex.toString())) {
                    assertThat(holds(condition, line.toString()))
                            .as("%s of %s in %s", condition, regex, line)
                            .isTrue();
                }
            }
        }
    }

    @Test
    void no_text_that_a_random_expression_matches_breaks_a_condition() {
        RandomRegex made = new RandomRegex(new Random(17));
        int found = 0;
        for (int i = 0; i < 60_000; i++) {
            Pattern pattern = made.pattern();
            List<LineFilter> conditions = RegexLiterals.of(pattern.pattern());
            for (int n = 0; n < 10 && !conditions.isEmpty(); n++) {
                String text = made.text();
                if (pattern.matcher(text).find()) {
                    found++;
                    assertThat(conditions).as("of %s in %s", pattern, text).allMatch(each -> holds(each, text));
                }
            }
        }
        assertThat(found).isGreaterThan(500);
    }

    private static boolean holds(LineFilter filter, String line) {
        return switch (filter) {
            case Contains contains ->
                contains.foldCase() ? lower(line).contains(lower(contains.text())) : line.contains(contains.text());
            case AnyOf any -> any.alternatives().stream().anyMatch(each -> holds(each, line));
            case LineFilter.Passes _, LineFilter.Not _ -> throw new AssertionError(filter + " is no literal");
        };
    }

    /** As stores fold: ASCII's letters only. */
    private static String lower(String text) {
        return text.chars()
                .map(c -> c >= 'A' && c <= 'Z' ? c + 32 : c)
                .collect(StringBuilder::new, (to, c) -> to.append((char) c), StringBuilder::append)
                .toString();
    }
}
