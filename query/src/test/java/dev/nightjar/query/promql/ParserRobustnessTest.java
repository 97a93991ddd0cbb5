package dev.nightjar.query.promql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.query.ErrorKind;
import dev.nightjar.query.QueryException;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ParserRobustnessTest {
    private static final String ALPHABET = "ab1.\"'`\\{}()[],:=!~<>+-*/%^@ \n#_offset sum by rate 5m";

    /** Text that is not a query is refused with a place; nothing else is ever thrown. */
    private static void parse(String text) {
        try {
            PromQl.print(PromQl.parse(text));
        } catch (QueryException e) {
            assertThat(e.kind()).isEqualTo(ErrorKind.BAD_DATA);
            assertThat(e.getMessage()).matches("(?s)\\d+:\\d+: parse error: .+");
        }
    }

    @Property(tries = 1000)
    void any_text_parses_or_is_refused(@ForAll String text) {
        parse(text);
    }

    @Property(tries = 3000)
    void any_text_of_the_languages_own_characters_parses_or_is_refused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        parse(text.toString());
    }

    @Property(tries = 1000)
    void a_query_with_one_wrong_character_parses_or_is_refused(@ForAll long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(new QueryGenerator(seed).vector(3));
        text.setCharAt(random.nextInt(text.length()), ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        parse(text.toString());
    }
}
