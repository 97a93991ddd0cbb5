package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextEncodingTest {
    private static final String TEXT = "Straße\n€ 🐦 x\n";

    @Test
    void every_prefix_of_characters_is_as_long_as_the_bytes_it_was_made_of() {
        List<Charset> charsets = List.of(
                StandardCharsets.UTF_16LE,
                StandardCharsets.UTF_16BE,
                StandardCharsets.UTF_8,
                Charset.forName("windows-1252"));
        for (Charset charset : charsets) {
            String text = charset.name().startsWith("UTF") ? TEXT : "Straße\n€ x\n";
            TextEncoding encoding = TextEncoding.of(charset.name());
            byte[] utf8 = encoding.toUtf8(text.getBytes(charset));
            assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(text);
            for (int end = text.offsetByCodePoints(0, 1); end < text.length(); end = text.offsetByCodePoints(end, 1)) {
                String prefix = text.substring(0, end);
                assertThat(encoding.rawLength(utf8, prefix.getBytes(StandardCharsets.UTF_8).length))
                        .as(charset + " " + prefix)
                        .isEqualTo(prefix.getBytes(charset).length);
            }
        }
    }

    @Test
    void broken_surrogates_take_as_many_units_as_they_are() {
        byte[] raw = {0x3D, (byte) 0xD8, 0x41, 0x00, 0x0A, 0x00};
        TextEncoding encoding = new TextEncoding.Utf16(false);
        byte[] utf8 = encoding.toUtf8(raw);

        assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo("?A\n");
        assertThat(encoding.rawLength(utf8, utf8.length)).isEqualTo(raw.length);
        assertThat(encoding.toUtf8(Arrays.copyOf(raw, 5))).hasSize(2);
    }

    @Test
    void a_mark_at_the_beginning_says_more_than_what_was_declared() {
        assertThat(TextEncoding.byMark(new byte[] {(byte) 0xFF, (byte) 0xFE}, TextEncoding.UTF_8))
                .isEqualTo(new TextEncoding.Utf16(false));
        assertThat(TextEncoding.byMark(new byte[] {'a', 'b'}, TextEncoding.of("latin1")))
                .isEqualTo(new TextEncoding.SingleByte(StandardCharsets.ISO_8859_1));
    }

    @Test
    void encodings_in_which_a_line_end_cannot_be_found_are_refused() {
        assertThatThrownBy(() -> TextEncoding.of("shift_jis"))
                .hasMessageStartingWith("encoding \"shift_jis\" is not one that is read; there are utf-8, utf-16le");
    }
}
