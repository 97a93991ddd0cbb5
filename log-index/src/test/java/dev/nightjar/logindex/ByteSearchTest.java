package dev.nightjar.logindex;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ByteSearchTest {
    private static int find(String text, String needle, boolean foldCase, int from) {
        byte[] bytes = text.getBytes(UTF_8);
        return new ByteSearch(needle.getBytes(UTF_8), foldCase).indexIn(bytes, from, bytes.length);
    }

    /** Few letters, so that needles occur, nearly occur and overlap themselves. */
    @Property
    void finds_what_a_look_at_each_place_finds(
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 300) String text,
            @ForAll @CharRange(from = 'a', to = 'c') @StringLength(min = 1, max = 9) String needle) {
        for (int from = 0; from <= text.length(); from++) {
            assertThat(find(text, needle, false, from)).isEqualTo(text.indexOf(needle, from));
        }
    }

    @Property
    void case_is_ignored_where_that_is_asked_for(
            @ForAll
                    @CharRange(from = 'A', to = 'C')
                    @CharRange(from = 'a', to = 'c')
                    @CharRange(from = '@', to = '`')
                    @StringLength(max = 200)
                    String text,
            @ForAll @CharRange(from = 'a', to = 'c') @CharRange(from = '`', to = '`') @StringLength(min = 1, max = 5)
                    String needle) {
        assertThat(find(text, needle, true, 0))
                .isEqualTo(text.toLowerCase(Locale.ROOT).indexOf(needle));
        assertThat(find(text, needle, false, 0)).isEqualTo(text.indexOf(needle));
    }

    @Test
    void nothing_beyond_the_end_counts() {
        byte[] text = "one two three".getBytes(UTF_8);
        ByteSearch two = new ByteSearch("two".getBytes(UTF_8), false);
        assertThat(two.indexIn(text, 0, 7)).isEqualTo(4);
        assertThat(two.indexIn(text, 0, 6)).isEqualTo(-1);
        assertThat(two.indexIn(text, 5, text.length)).isEqualTo(-1);
        assertThat(two.indexIn(text, 0, 0)).isEqualTo(-1);
    }

    @Test
    void bytes_above_ascii_are_found_and_have_no_case() {
        assertThat(find("größe GRÖSSE größer", "größer", false, 0)).isEqualTo(16);
        assertThat(find("GRÖSSE", "größ", true, 0)).isEqualTo(-1);
    }

    @Test
    void needles_longer_than_a_step_can_say_are_found() {
        String needle = "x".repeat(40_000) + "y" + "z".repeat(40_000);
        assertThat(find("z".repeat(50_000) + needle + "tail", needle, false, 0)).isEqualTo(50_000);
    }

    @Test
    void an_empty_needle_is_refused() {
        assertThatThrownBy(() -> new ByteSearch(new byte[0], false)).isInstanceOf(IllegalArgumentException.class);
    }
}
