package dev.nightjar.logindex.pattern;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternBookTest {
    @TempDir
    Path folder;

    private PatternBook book;

    @BeforeEach
    void open() throws IOException {
        book = PatternBook.open(folder.resolve("patterns.dat"));
    }

    private void reopen() throws IOException {
        book.close();
        open();
    }

    /** {@code #} in the row stands for a slot of digits. */
    private Pattern of(String service, String row) {
        byte[] key = row.replace("#", "\0n").getBytes(StandardCharsets.UTF_8);
        return Objects.requireNonNull(book.of(service, key, key.length, false));
    }

    private List<String> texts(String... rows) {
        List<Pattern> patterns = Stream.of(rows).map(row -> of("shop", row)).toList();
        return patterns.stream()
                .map(pattern -> pattern.present().text())
                .distinct()
                .toList();
    }

    @Test
    void what_a_template_leaves_open_is_open_in_its_pattern() {
        assertThat(texts("order # took #ms for user-#")).containsExactly("order <_> took <_>ms for user-<_>");
        assertThat(texts("#-#-#T#:#:#.#Z from #.#.#.#:#")).containsExactly("<_>Z from <_>");
        assertThat(texts("GET /api/v#/orders/#?page=#")).containsExactly("GET /api/v<_>/orders/<_>?page=<_>");
    }

    @Test
    void two_words_in_a_place_are_two_messages_and_three_are_a_variable() {
        assertThat(texts("user # logged in", "user # logged out"))
                .containsExactly("user <_> logged in", "user <_> logged out");
        assertThat(texts("cannot reach alpha:#", "cannot reach beta:#", "cannot reach gamma:#", "cannot reach delta:#"))
                .containsExactly("cannot reach <_>");
    }

    @Test
    void levels_and_names_of_fields_are_never_a_variable() {
        assertThat(texts("level=info x=#", "level=warn x=#", "level=error x=#", "level=debug x=#"))
                .hasSize(4);
        assertThat(texts("{\"a\":#}", "{\"b\":#}", "{\"c\":#}", "{\"d\":#}")).hasSize(4);
        assertThat(texts("a=# ok", "b=# ok", "c=# ok", "d=# ok")).hasSize(4);
    }

    @Test
    void places_that_vary_together_become_variables_once_there_are_many() {
        String[] rows = new String[200];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = "task " + word(i) + " was moved by " + word(1000 + i);
        }
        texts(rows);
        assertThat(texts(rows)).hasSizeLessThanOrEqualTo(PatternGroup.CROWDED).contains("task <_> was moved by <_>");
        assertThat(of("shop", "task unheard was moved by nobody").text()).isEqualTo("task <_> was moved by <_>");
    }

    private static String word(int number) {
        return "w"
                + Integer.toString(number, 26)
                        .chars()
                        .mapToObj(c -> "" + (char) (c < 'a' ? 'A' + c - '0' : c))
                        .reduce("", String::concat);
    }

    @Test
    void a_more_general_row_takes_up_the_special_ones_with_what_is_known_of_them() {
        Pattern alice = of("shop", "hello alice !");
        book.seen(alice, "1", 500);
        Pattern anybody = of("shop", "hello # !");
        book.seen(anybody, "1", 900);
        assertThat(alice.present()).isSameAs(anybody.present());
        assertThat(anybody.present().text()).isEqualTo("hello <_> !");
        assertThat(anybody.present().seenSinceNanos()).isEqualTo(500);
    }

    @Test
    void text_that_a_pattern_would_capture_and_bytes_that_are_no_text_are_left_open() {
        assertThat(texts("see <b>bold</b> #")).containsExactly("see <_>bold</b> <_>");
        byte[] binary = {'a', ' ', (byte) 0xff, (byte) 0xfe, ' ', 'b'};
        assertThat(Objects.requireNonNull(book.of("shop", binary, binary.length, false))
                        .text())
                .isEqualTo("a <_> b");
    }

    @Test
    void a_line_that_goes_on_is_another_pattern_than_its_first_row_alone() {
        byte[] row = "java.io.IOException: no".getBytes(StandardCharsets.UTF_8);
        assertThat(Objects.requireNonNull(book.of("shop", row, row.length, true))
                        .text())
                .isEqualTo("java.io.IOException: no<_>");
        assertThat(Objects.requireNonNull(book.of("shop", row, row.length, false))
                        .text())
                .isEqualTo("java.io.IOException: no");
    }

    @Test
    void since_when_a_pattern_is_seen_is_kept_by_service_and_version_and_survives_a_restart() throws IOException {
        book.seen(of("shop", "order # paid"), "1.0", 1_000);
        book.seen(of("shop", "order # paid"), "1.1", 5_000);
        book.seen(of("shop", "order # paid"), "1.1", 4_000);
        book.seen(of("shop", "order # lost"), "1.1", 4_500);
        book.seen(of("cart", "order # paid"), "", 9_000);
        reopen();
        Pattern paid = of("shop", "order # paid");
        assertThat(paid.seenSinceNanos()).isEqualTo(1_000);
        assertThat(paid.seenSinceNanos("1.1")).isEqualTo(4_000);
        assertThat(of("shop", "order # lost").seenSinceNanos()).isEqualTo(4_500);
        assertThat(of("shop", "order # lost").serviceKnownSinceNanos()).isEqualTo(1_000);
        assertThat(of("cart", "order # paid").seenSinceNanos()).isEqualTo(9_000);
        assertThat(book.size()).isEqualTo(3);
    }

    @Test
    void patterns_that_became_one_are_one_after_a_restart() throws IOException {
        texts("cannot reach alpha:#", "cannot reach beta:#", "cannot reach gamma:#");
        reopen();
        assertThat(book.size()).isEqualTo(1);
        assertThat(texts("cannot reach alpha:#", "cannot reach omega:#")).containsExactly("cannot reach <_>");
    }

    @Test
    void a_service_with_too_many_patterns_forgets_those_not_seen_for_longest() {
        Pattern first = of("shop", "k0=#");
        book.seen(first, "", 1);
        Pattern second = of("shop", "k1=#");
        book.seen(second, "", 1_000_000);
        for (int i = 2; i < ServicePatterns.MOST + 10; i++) {
            book.seen(of("shop", "k" + word(i) + "=#"), "", 1 + i);
        }
        assertThat(book.size()).isLessThanOrEqualTo(ServicePatterns.MOST + 1);
        assertThat(first.isForgotten()).isTrue();
        assertThat(second.isForgotten()).isFalse();
        assertThat(of("shop", "k0=#").serviceKnownSinceNanos()).isEqualTo(1);
    }

    @Test
    void what_is_damaged_of_the_file_is_left_out_and_learned_anew() throws IOException {
        Path file = folder.resolve("patterns.dat");
        book.seen(of("shop", "order # paid"), "", 1_000);
        book.sync();
        long good = Files.size(file);
        book.seen(of("shop", "order # lost"), "", 2_000);
        book.close();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(new byte[] {(byte) 0xee}), good + 12);
        }
        open();
        assertThat(book.size()).isEqualTo(1);
        assertThat(of("shop", "order # paid").seenSinceNanos()).isEqualTo(1_000);
        book.seen(of("shop", "order # lost"), "", 3_000);
        reopen();
        assertThat(of("shop", "order # lost").seenSinceNanos()).isEqualTo(3_000);
    }

    @Test
    void a_file_of_much_that_no_longer_counts_is_written_anew() throws IOException {
        Pattern pattern = of("shop", "order # paid");
        for (long time = 60_000; time > 0; time--) {
            book.seen(pattern, "1", time);
        }
        book.close();
        Path file = folder.resolve("patterns.dat");
        assertThat(Files.size(file)).isGreaterThan(1 << 20);
        open();
        assertThat(Files.size(file)).isLessThan(1_000);
        reopen();
        assertThat(of("shop", "order # paid").seenSinceNanos()).isEqualTo(1);
    }
}
