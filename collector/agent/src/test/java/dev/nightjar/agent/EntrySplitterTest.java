package dev.nightjar.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntrySplitterTest {
    private static final String TRACE = """
            2026-11-21 04:00:00 ERROR order failed
            java.lang.IllegalStateException: no stock
            \tat shop.Orders.place(Orders.java:17)
            Caused by: java.io.IOException: timeout
            \tat shop.Bank.pay(Bank.java:3)
            \t... 4 more
            """;

    @Test
    void a_stack_trace_is_one_entry() {
        assertThat(entries(TRACE + "next\n")).containsExactly(TRACE, "next\n");
    }

    @Test
    void a_python_traceback_is_one_entry() {
        String trace = "Traceback (most recent call last):\n  File \"x.py\", line 1\nValueError: no\n";
        assertThat(entries(trace + "INFO on we go\n")).containsExactly(trace, "INFO on we go\n");
    }

    @Test
    void errors_that_follow_each_other_are_entries_of_their_own() {
        String first = "Error: no disk\n    at write (disk.js:1)\n";
        String second = "Error: no net\n    at send (net.js:2)\n";
        assertThat(entries(first + second + "Error: plain\nError: plain\n"))
                .containsExactly(first, second, "Error: plain\n", "Error: plain\n");

        String uncaught = "Exception in thread \"main\" java.lang.Error: a\n\tat A.main(A.java:1)\n";
        String printed =
                "java.io.IOException: b\n\tat B.b(B.java:2)\nCaused by: java.lang.Error: c\n\tat C.c(C.java:3)\n";
        assertThat(entries(uncaught + printed + printed)).containsExactly(uncaught, printed, printed);
    }

    @Test
    void an_error_without_a_package_does_not_hide_behind_the_line_before_it() {
        assertThat(entries("INFO started\nError: disk full\n")).containsExactly("INFO started\n", "Error: disk full\n");
    }

    @Test
    void ordinary_lines_are_entries_of_their_own() {
        assertThat(entries("a\nb\n\nErrors were found\n")).containsExactly("a\n", "b\n", "\n", "Errors were found\n");
    }

    @Test
    void an_entry_beyond_what_the_server_takes_is_cut_into_pieces() {
        String huge = "x".repeat(2 * EntrySplitter.MOST_ENTRY_BYTES + 5) + "\n";
        assertThat(entries("a\n" + huge + "b\n"))
                .extracting(String::length)
                .containsExactly(2, EntrySplitter.MOST_ENTRY_BYTES, EntrySplitter.MOST_ENTRY_BYTES, 6, 2);
    }

    @Test
    void an_unfinished_line_is_held_back_until_the_file_is_finished() {
        assertThat(shippable("a\nb\nunfin", true, false, false)).isEqualTo(4);
        assertThat(shippable("a\nb\nunfin", true, true, false)).isEqualTo(9);
        assertThat(shippable("unfin", true, false, false)).isZero();
    }

    @Test
    void the_last_entry_is_held_back_while_more_of_it_may_come() {
        assertThat(shippable("a\n" + TRACE, false, false, false)).isEqualTo(2);
        assertThat(shippable("a\n" + TRACE, true, false, false)).isEqualTo(2 + TRACE.length());
        assertThat(shippable("a\n", false, false, false)).isZero();
    }

    @Test
    void when_there_is_no_room_for_more_what_is_there_is_shipped() {
        assertThat(shippable("no line end at all", false, false, true)).isEqualTo(18);
        assertThat(shippable(TRACE + "\tat", false, false, true)).isEqualTo(TRACE.length());
    }

    private static int shippable(String text, boolean settled, boolean finished, boolean full) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return EntrySplitter.shippable(bytes, bytes.length, settled, finished, full);
    }

    private static List<String> entries(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int[] starts = EntrySplitter.starts(bytes, bytes.length);
        List<String> entries = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            entries.add(text.substring(starts[i], i + 1 < starts.length ? starts[i + 1] : text.length()));
        }
        return entries;
    }
}
