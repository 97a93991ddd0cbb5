package dev.nightjar.gotemplate.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** As promtool 3.5.3 prints the same. */
class PrintfTest {
    private static String printf(String format, @Nullable Object... arguments) {
        List<@Nullable Object> all = new ArrayList<>();
        for (Object argument : arguments) {
            all.add(argument instanceof Integer whole ? (Object) whole.longValue() : argument);
        }
        return Printf.format(format, all);
    }

    @Test
    void has_gos_verbs() {
        assertThat(printf("%q %x %X %o %b %c %U %e %g %t %08b", 65, 255, 255, 8, 5, 65, 65, 1.5, 1e21, true, 5))
                .isEqualTo("'A' ff FF 10 101 A U+0041 1.500000e+00 1e+21 true 00000101");
        assertThat(printf("%E %G %x %X %q %s", 1234567.5, 1234567.5, "abz", "abz", "a\"'\n", "b"))
                .isEqualTo("1.234568E+06 1.2345675E+06 61627a 61627A \"a\\\"'\\n\" b");
        assertThat(printf("%v %T %T %v %d%%", null, "a", null, 1e20, 5)).isEqualTo("<nil> string <nil> 1e+20 5%");
    }

    @Test
    void has_flags_widths_and_precisions() {
        assertThat(printf("%5t|%-5v|%+v|%#v|%05d|% d", true, 3, 4, "a", -42, 7))
                .isEqualTo(" true|3    |+4|\"a\"|-0042| 7");
        assertThat(printf("%6.2f|%-8s|%08.3f|%+.2e|%*d|%.*f", 3.14159, "ab", 2.5, 12345.678, 5, 42, 2, 3.14159))
                .isEqualTo("  3.14|ab      |0002.500|+1.23e+04|   42|3.14");
        assertThat(printf("%5.1q|%.2s|%10.3v|%.3d|%5q", "abc", "abc", 1.23456, 5, 120))
                .isEqualTo("  \"a\"|ab|      1.23|005|  'x'");
        assertThat(printf("%6.3d|%06d|%-6d|%x|%*d|", 42, -42, 42, -255, -5, 42))
                .isEqualTo("   042|-00042|42    |-ff|42   |");
    }

    @Test
    void shows_in_the_text_what_does_not_fit() {
        assertThat(printf("%d %s %s %z %t %e", 1.5, null, 1, 1, 1, 1))
                .isEqualTo("%!d(float64=1.5) %!s(<nil>) %!s(int=1) %!z(int=1) %!t(int=1) %!e(int=1)");
        assertThat(printf("%")).isEqualTo("%!(NOVERB)");
        assertThat(printf("%d %d", 1)).isEqualTo("1 %!d(MISSING)");
        assertThat(printf("%s", "a", 2)).isEqualTo("a%!(EXTRA int=2)");
    }

    @Test
    void lists_and_maps_show_each_of_what_they_hold() {
        assertThat(printf("%q %v %s", Map.of("arg0", 1L, "arg1", "b"), Map.of("a", "b"), Map.of("arg0", 1L)))
                .isEqualTo("map[\"arg0\":'\\x01' \"arg1\":\"b\"] map[a:b] map[arg0:%!s(int=1)]");
        assertThat(printf("%q %d", List.of("a", "b"), List.of(1L, "x"))).isEqualTo("[\"a\" \"b\"] [1 %!d(string=x)]");
    }

    @Test
    void numbers_with_names_are_both() {
        assertThat(printf(
                        "%s %d %v %q",
                        new GoDuration(1_500_000_000),
                        new GoDuration(7),
                        new GoDuration(0),
                        new GoDuration(60_000_000_000L)))
                .isEqualTo("1.5s 7 0s \"1m0s\"");
    }
}
