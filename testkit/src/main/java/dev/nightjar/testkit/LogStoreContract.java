package dev.nightjar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.IngestResult;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSelection.LineFilter;
import dev.nightjar.model.LogSelection.Order;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store of log lines promises. A subclass says how one is opened, rested and opened again. */
public abstract class LogStoreContract {
    /** The tests' time; lines lie around it. */
    protected static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final Labels SHOP = Labels.of("service", "shop", "host", "1");
    private static final Labels MAIL = Labels.of("dc", "x", "service", "mail");

    /** A store under test. */
    public record Store(LogSink sink, LogReader reader, AutoCloseable resource) {}

    private Store store;

    /** Opens the store; called again after a close, it finds what was accepted before. */
    protected abstract Store open() throws IOException;

    /** Brings everything to the form in which it stays on disk, if the store has one. */
    protected abstract void rest(Store opened) throws IOException;

    @BeforeEach
    final void openStore() throws IOException {
        store = open();
    }

    @AfterEach
    final void closeStore() throws Exception {
        store.resource().close();
    }

    private void reopen() throws Exception {
        store.resource().close();
        store = open();
    }

    private void push(Labels labels, long fromNanos, long stepNanos, String... lines) {
        LogBatch.StreamBuilder stream = LogBatch.stream(labels);
        for (int i = 0; i < lines.length; i++) {
            stream.line(fromNanos + i * stepNanos, lines[i].getBytes(StandardCharsets.UTF_8));
        }
        assertThat(store.sink().append(new LogBatch(List.of(stream.build()))))
                .isEqualTo(new IngestResult.Accepted(lines.length));
    }

    private List<String> select(Order order, NanoRange range, List<Matcher> matchers) {
        List<String> lines = new ArrayList<>();
        try (LogCursor cursor = store.reader().select(new LogSelection(matchers, range, order, List.of()))) {
            while (cursor.next()) {
                lines.add(new String(cursor.line(), StandardCharsets.UTF_8));
            }
        }
        return lines;
    }

    private List<String> all(Order order) {
        return select(order, NanoRange.ALL, List.of());
    }

    @Test
    void lines_come_by_time_over_all_streams() throws Exception {
        push(SHOP, NOW_NANOS, 2 * SECOND, "s0", "s2", "s4");
        push(MAIL, NOW_NANOS + SECOND, 2 * SECOND, "m1", "m3");
        assertThat(all(Order.OLDEST_FIRST)).containsExactly("s0", "m1", "s2", "m3", "s4");
        assertThat(all(Order.NEWEST_FIRST)).containsExactly("s4", "m3", "s2", "m1", "s0");
        rest(store);
        push(SHOP, NOW_NANOS + 3, 1, "late, between the others");
        assertThat(all(Order.OLDEST_FIRST)).containsExactly("s0", "late, between the others", "m1", "s2", "m3", "s4");
        assertThat(all(Order.ANY)).containsExactlyInAnyOrderElementsOf(all(Order.OLDEST_FIRST));
    }

    @Test
    void a_range_begins_with_its_start_and_ends_before_its_end() throws Exception {
        push(SHOP, NOW_NANOS, SECOND, "a", "b", "c");
        NanoRange range = new NanoRange(NOW_NANOS, NOW_NANOS + 2 * SECOND);
        assertThat(select(Order.OLDEST_FIRST, range, List.of())).containsExactly("a", "b");
        rest(store);
        assertThat(select(Order.OLDEST_FIRST, range, List.of())).containsExactly("a", "b");
        assertThat(select(Order.OLDEST_FIRST, new NanoRange(NOW_NANOS, NOW_NANOS), List.of()))
                .isEmpty();
    }

    @Test
    void matchers_choose_streams_and_an_absent_label_is_empty() throws Exception {
        push(SHOP, NOW_NANOS, SECOND, "shop");
        push(MAIL, NOW_NANOS, SECOND, "mail");
        assertThat(select(Order.ANY, NanoRange.ALL, List.of(Matcher.equal("host", ""))))
                .containsExactly("mail");
        assertThat(select(Order.ANY, NanoRange.ALL, List.of(new Matcher("service", Matcher.Op.MATCHES, "sh.*"))))
                .containsExactly("shop");
        rest(store);
        LogSelection everything = new LogSelection(List.of(), NanoRange.ALL, Order.ANY, List.of());
        assertThat(store.reader().streams(everything)).containsExactly(MAIL, SHOP);
    }

    @Test
    void a_service_is_found_by_name_whichever_label_names_it() throws Exception {
        push(SHOP, NOW_NANOS, SECOND, "shop");
        push(Labels.of("app", "shop", "service_name", "mail"), NOW_NANOS, SECOND, "mail");
        push(Labels.of("dc", "x"), NOW_NANOS, SECOND, "nobody's");
        rest(store);
        assertThat(select(Order.ANY, NanoRange.ALL, List.of(Matcher.equal("service_name", "shop"))))
                .containsExactly("shop");
        assertThat(select(Order.ANY, NanoRange.ALL, List.of(Matcher.equal("service_name", "unknown_service"))))
                .containsExactly("nobody's");
    }

    @Test
    void a_line_sent_again_is_the_same_line_also_after_rest_and_reopening() throws Exception {
        push(SHOP, NOW_NANOS, SECOND, "a", "b");
        push(SHOP, NOW_NANOS, SECOND, "a", "b");
        rest(store);
        push(SHOP, NOW_NANOS, SECOND, "a", "b", "c");
        reopen();
        push(SHOP, NOW_NANOS, SECOND, "a", "b", "c");
        assertThat(all(Order.OLDEST_FIRST)).containsExactly("a", "b", "c");
    }

    @Test
    void what_differs_in_time_text_or_metadata_is_another_line() {
        LogBatch.StreamBuilder stream = LogBatch.stream(SHOP);
        byte[] text = "same".getBytes(StandardCharsets.UTF_8);
        stream.line(NOW_NANOS, text).line(NOW_NANOS + 1, text);
        stream.line(NOW_NANOS, text, 0, text.length, Labels.of("trace_id", "1"));
        stream.line(NOW_NANOS, text, 0, text.length, Labels.of("trace_id", "2"));
        stream.line(NOW_NANOS, text, 0, 3, Labels.EMPTY);
        store.sink().append(new LogBatch(List.of(stream.build())));
        assertThat(all(Order.ANY)).hasSize(5);
    }

    @Test
    void bytes_and_metadata_survive_as_they_are() throws Exception {
        byte[][] lines = {
            {},
            {0, (byte) 0xff, (byte) 0xfe, 10, 13},
            "ünïcödé \ud83d\ude80".getBytes(StandardCharsets.UTF_8),
            "a\nb".getBytes(StandardCharsets.UTF_8)
        };
        LogBatch.StreamBuilder stream = LogBatch.stream(SHOP);
        for (int i = 0; i < lines.length; i++) {
            Labels metadata = i % 2 == 0 ? Labels.EMPTY : Labels.of("trace_id", "t" + i, "user", "ü");
            stream.line(NOW_NANOS + i, lines[i], 0, lines[i].length, metadata);
        }
        store.sink().append(new LogBatch(List.of(stream.build())));
        for (int round = 0; round < 3; round++) {
            try (LogCursor cursor =
                    store.reader().select(new LogSelection(List.of(), NanoRange.ALL, Order.OLDEST_FIRST, List.of()))) {
                for (int i = 0; i < lines.length; i++) {
                    assertThat(cursor.next()).isTrue();
                    assertThat(cursor.line()).isEqualTo(lines[i]);
                    assertThat(cursor.timestampNanos()).isEqualTo(NOW_NANOS + i);
                    assertThat(cursor.labels().toMap()).isEqualTo(SHOP.toMap());
                    Labels sent = i % 2 == 0 ? Labels.EMPTY : Labels.of("trace_id", "t" + i, "user", "ü");
                    assertThat(cursor.metadata().without("detected_level").toMap())
                            .isEqualTo(sent.toMap());
                }
                assertThat(cursor.next()).isFalse();
            }
            rest(store);
            if (round == 1) {
                reopen();
            }
        }
    }

    @Test
    void a_filter_leaves_out_no_line_that_fulfils_it() throws Exception {
        Random random = new Random(7);
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            sent.add("Request " + Integer.toHexString(random.nextInt()) + " of user-" + random.nextInt(50) + " Took "
                    + i);
        }
        push(SHOP, NOW_NANOS, 1_000_000, sent.toArray(String[]::new));
        rest(store);
        for (String needle :
                List.of("user-7", "Took 29", "ser", "equest", sent.get(1234).substring(9, 14))) {
            LogSelection selection = new LogSelection(
                    List.of(), NanoRange.ALL, Order.OLDEST_FIRST, List.of(new LineFilter.Contains(needle, false)));
            List<String> found = new ArrayList<>();
            try (LogCursor cursor = store.reader().select(selection)) {
                while (cursor.next()) {
                    found.add(new String(cursor.line(), StandardCharsets.UTF_8));
                }
            }
            assertThat(found.stream().filter(line -> line.contains(needle)).toList())
                    .containsExactlyElementsOf(
                            sent.stream().filter(line -> line.contains(needle)).toList());
        }
    }

    @Test
    void volume_counts_lines_and_bytes_by_slice() throws Exception {
        push(SHOP, NOW_NANOS, 30 * SECOND, "1", "22", "333", "4444", "55555");
        push(MAIL, NOW_NANOS + 61 * SECOND, SECOND, "mail");
        for (int round = 0; round < 2; round++) {
            for (long offset : new long[] {0, 1, 17}) {
                LogSelection selection = new LogSelection(
                        List.of(),
                        new NanoRange(NOW_NANOS + offset, NOW_NANOS + offset + 120 * SECOND),
                        Order.ANY,
                        List.of());
                List<LogVolume> volumes = store.reader().volume(selection, 60 * SECOND);
                assertThat(volumes).extracting(LogVolume::labels).containsExactly(MAIL, SHOP);
                assertThat(volumes.get(0).lines()).containsExactly(0, 1);
                assertThat(volumes.get(1).lines()).containsExactly(2, 2);
                assertThat(volumes.get(1).bytes()).containsExactly(offset == 0 ? new long[] {3, 7} : new long[] {5, 9});
            }
            rest(store);
        }
    }

    @Test
    void lines_in_any_order_come_sorted() throws Exception {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(3));
        for (int i : order) {
            push(SHOP, NOW_NANOS + i * SECOND, 1, "line " + i);
        }
        rest(store);
        List<String> sorted = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            sorted.add("line " + i);
        }
        assertThat(all(Order.OLDEST_FIRST)).containsExactlyElementsOf(sorted);
        Collections.reverse(sorted);
        assertThat(all(Order.NEWEST_FIRST)).containsExactlyElementsOf(sorted);
    }
}
