package dev.nightjar.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.nightjar.model.Labels;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelTextTest {
    private static Labels parse(String text) throws MalformedException {
        return LabelText.parse(text, "labels");
    }

    private static String value(String quoted) throws MalformedException {
        return parse("{a=" + quoted + "}").get("a");
    }

    @Test
    void labels_stand_in_any_order_and_may_end_in_a_comma() throws MalformedException {
        assertThat((Object) parse("{ b = \"2\" ,a=\"1\",}")).isEqualTo(Labels.of("a", "1", "b", "2"));
        assertThat((Object) parse("{}")).isEqualTo(Labels.EMPTY);
        assertThat((Object) parse("{a=\"\"}")).isEqualTo(Labels.EMPTY);
    }

    @Test
    void a_value_stands_in_any_of_gos_quotes() throws MalformedException {
        assertThat(value("\"it's `x`\"")).isEqualTo("it's `x`");
        assertThat(value("'say \"x\"'")).isEqualTo("say \"x\"");
        assertThat(value("`a\\n`")).isEqualTo("a\\n");
        assertThat(value("'a\\n\\'b'")).isEqualTo("a\n'b");
    }

    @Test
    void escapes_are_gos_and_bytes_make_characters() throws MalformedException {
        assertThat(value("\"q\\\"\\\\ \\t\\r\\a\\b\\f\\v\"")).isEqualTo("q\"\\ \t\r\u0007\b\f\u000b");
        assertThat(value("\"\\xc3\\xa9\\303\\251\\u00e9\\U0001f600é\"")).isEqualTo("ééé\uD83D\uDE00é");
        assertThat(value("\"caf\\xe9 \\xff!\"")).isEqualTo("caf\uFFFD \uFFFD!");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '$', textBlock = """
            a="b"              | expected '{' at character 0
            {a=b}              | expected a quoted value at character 3
            {a!="b"}           | expected '=' at character 2
            {a="b"             | expected ',' at character 6
            {a="b}             | the value does not end at character 6
            {a="\\x} | expected 2 hexadecimal digits at character 7
            {a="\\37x"}        | expected 3 octal digits at character 8
            {a="\\ud800"}      | no such character at character 10
            {a="\\q"}          | unknown escape at character 6
            {a="1", a="2"}     | duplicate label "a" at character 10
            {1a="b"}           | expected a label name (letters, digits and _, not a digit first) at character 3
            {a="b"} x          | more follows the closing brace at character 8
            """)
    void what_is_wrong_is_said_with_its_place(String text, String what) {
        assertThatThrownBy(() -> parse(text))
                .isInstanceOf(MalformedException.class)
                .hasMessage("labels " + text + ": " + what);
    }
}
