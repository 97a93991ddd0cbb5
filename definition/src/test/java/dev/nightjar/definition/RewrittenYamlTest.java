package dev.nightjar.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RewrittenYamlTest {
    private enum Place {
        OPEN,
        HIDDEN
    }

    /** What stands below {@code hide} is hidden, and an {@code x} elsewhere becomes a y. */
    private static final class Hiding implements Rewriting<Place> {
        @Override
        public Place root() {
            return Place.OPEN;
        }

        @Override
        public Place below(Place above, String key) {
            return above == Place.HIDDEN || key.equals("hide") ? Place.HIDDEN : Place.OPEN;
        }

        @Override
        public @Nullable String instead(Place at, String value, String written) {
            if (at == Place.HIDDEN) {
                return "***";
            }
            return value.contains("x") ? written.replace('x', 'y') : null;
        }
    }

    private static String written(String text) {
        return RewrittenYaml.of(text, new Hiding()).orElse("not YAML");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hide: sesame # why\nnext: 1\n",
                "hide: 'ses''ame' # why\nnext: 1\n",
                "hide: \"ses\\\"ame\" # why\nnext: 1\n",
                "hide: | # why\n  sesame\n\n  sesame\nnext: 1\n",
                "hide: >- # why\n  sesame\n  sesame\nnext: 1\n",
                "hide: |2 # why\n    sesame\n  sesame\nnext: 1\n",
                "hide: !!str sesame # why\nnext: 1\n",
            })
    void a_scalar_is_written_otherwise_and_the_comment_beside_it_stays(String text) {
        assertThat(written(text).replace("!!str ", "")).isEqualTo("hide: *** # why\nnext: 1\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hide: sesame\n  sesame\n\n  sesame\n# why\nnext: 1\n",
                "hide:\n  sesame\n# why\nnext: 1\n",
                "hide: 'sesame\n\n  sesame'\n# why\nnext: 1\n",
                "hide: \"sesame\\\n  sesame\"\n# why\nnext: 1\n",
                "hide: |+\n  sesame\n# why\nnext: 1\n",
                "{hide: sesame, # why\nnext: 1}\n",
                "? hide\n: sesame\n# why\n? next\n: 1\n",
                "\"h\\u0069de\": sesame\n# why\nnext: 1\n",
            })
    void however_a_scalar_is_written_it_is_found(String text) {
        assertThat(written(text))
                .doesNotContain("sesame")
                .contains("***", "# why\n", "next")
                .endsWith("1" + text.substring(text.lastIndexOf('1') + 1));
    }

    @Test
    void what_is_not_to_be_written_otherwise_stays_byte_by_byte() {
        String text =
                "%YAML 1.1\n---\r\n# a\n'a' :   [ 1,2 , \"\\u0041\" ]   # b\n\n--- # another\nb: |\n  c\n\n\n...\n# end";

        assertThat(written(text)).isEqualTo(text);
        assertThat(written("")).isEmpty();
        assertThat(written("hide:\nnext: ~\n")).isEqualTo("hide:\nnext: ~\n");
        assertThat(written("hide: null\n")).isEqualTo("hide: null\n");
    }

    @Test
    void characters_that_take_two_chars_move_nothing() {
        assertThat(written("a: 😀 # 𝔘\nhide: 😀sesame\nb: 😀x # 😀\n"))
                .isEqualTo("a: 😀 # 𝔘\nhide: ***\nb: 😀y # 😀\n");
        assertThat(written("\uFEFFhide: sesame\n")).isEqualTo("\uFEFFhide: ***\n");
    }

    @Test
    void a_list_of_which_nothing_is_left_has_one_item() {
        assertThat(written("hide: [sesame, 'sesame', \"sesame\"]\n")).isEqualTo("hide: [***]\n");
        assertThat(written("hide:\n- sesame\n- |\n  sesame\nnext: 1\n")).isEqualTo("hide:\n- ***\nnext: 1\n");
        assertThat(written("hide: [{a: sesame, b: [sesame]}, sesame]\n"))
                .isEqualTo("hide: [{a: ***, b: [***]}, ***]\n");
    }

    @Test
    void an_alias_stays_one_and_what_it_stands_for_is_hidden_where_that_is_written() {
        assertThat(written("open: &a sesame\nhide: *a\n")).isEqualTo("open: &a ***\nhide: *a\n");
        assertThat(written("hide: &a # why\n  !!str sesame\nopen: *a\n"))
                .isEqualTo("hide: &a # why\n  !!str ***\nopen: *a\n");
        assertThat(written("hide: [&a sesame, sesame, *a]\nopen: *a\n"))
                .isEqualTo("hide: [&a ***, ***, *a]\nopen: *a\n");
        assertThat(written("open: &a {b: [sesame], c: x}\nhide: *a\n"))
                .isEqualTo("open: &a {b: [***], c: ***}\nhide: *a\n");
    }

    @Test
    void what_is_merged_belongs_to_what_it_is_merged_into() {
        assertThat(written("base: &b {hide: sesame}\nmore: {<<: *b, hide: sesame}\n"))
                .isEqualTo("base: &b {hide: ***}\nmore: {<<: *b, hide: ***}\n");
        assertThat(written("hide: {<<: {a: sesame}, a: sesame}\n")).isEqualTo("hide: {<<: {a: ***}, a: ***}\n");
    }

    @Test
    void an_alias_within_itself_and_aliases_of_aliases_end() {
        assertThat(written("a: &a {hide: sesame, again: *a}\n")).isEqualTo("a: &a {hide: ***, again: *a}\n");
        StringBuilder bomb = new StringBuilder("a0: &a0 {hide: sesame}\n");
        for (int i = 1; i <= 40; i++) {
            bomb.append("a")
                    .append(i)
                    .append(": &a")
                    .append(i)
                    .append(" [*a")
                    .append(i - 1)
                    .append(", *a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(written(bomb.toString())).doesNotContain("sesame");
    }

    @ParameterizedTest
    @ValueSource(strings = {"hide: sesame\n\tx: 'y", "hide: [sesame", "hide: *nothing\n", "hide: \u0001\n"})
    void what_is_not_yaml_is_not_written_at_all(String text) {
        assertThat(written(text)).isEqualTo("not YAML");
    }

    @Test
    void neither_is_what_is_nested_deeper_than_any_file() {
        assertThat(written("[".repeat(60) + "]".repeat(60))).isEqualTo("not YAML");
    }
}
