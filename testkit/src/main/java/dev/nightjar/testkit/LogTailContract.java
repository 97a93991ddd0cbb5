package dev.nightjar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSink;
import dev.nightjar.model.LogTail;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises whose lines can be followed. A subclass says how one is opened, rested and opened again. */
public abstract class LogTailContract {
    /** The tests' time; lines lie around it. */
    protected static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private static final long NOW_NANOS = NOW.getEpochSecond() * 1_000_000_000L;
    private static final Labels SHOP = Labels.of("service", "shop");
    private static final Labels MAIL = Labels.of("service", "mail");

    /** A store under test. */
    public record Store(LogSink sink, LogTail tail, AutoCloseable resource) {}

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

    private static LogBatch.Stream stream(Labels labels, long agoNanos, String... lines) {
        LogBatch.StreamBuilder stream = LogBatch.stream(labels);
        for (String line : lines) {
            stream.line(NOW_NANOS - agoNanos, line.getBytes(StandardCharsets.UTF_8));
        }
        return stream.build();
    }

    private void push(LogBatch.Stream... streams) {
        store.sink().append(new LogBatch(List.of(streams)));
    }

    private List<String> after(long number, Matcher... matchers) {
        List<String> lines = new ArrayList<>();
        try (LogArrivals arrivals = store.tail().arrivals(List.of(matchers), number, Long.MAX_VALUE)) {
            while (arrivals.next()) {
                lines.add(new String(arrivals.line(), StandardCharsets.UTF_8));
            }
            assertThat(arrivals.through()).isGreaterThanOrEqualTo(number);
        }
        return lines;
    }

    @Test
    void lines_come_in_the_order_in_which_they_were_accepted() throws IOException {
        push(stream(SHOP, 0, "s1"), stream(MAIL, 50, "m1", "m2"));
        push(stream(SHOP, 100, "s2 is older"));
        push(stream(MAIL, 200, "m3 too"), stream(SHOP, 1, "s3"));

        assertThat(after(0)).containsExactly("s1", "m1", "m2", "s2 is older", "m3 too", "s3");
        assertThat(after(0, Matcher.equal("service", "shop"))).containsExactly("s1", "s2 is older", "s3");
        rest(store);
        assertThat(after(0)).containsExactly("s1", "m1", "m2", "s2 is older", "m3 too", "s3");
    }

    @Test
    void a_reader_goes_on_where_it_stopped() throws IOException {
        push(stream(SHOP, 0, "a", "b"), stream(MAIL, 0, "c"));
        long before = store.tail().lastArrival();
        assertThat(after(before)).isEmpty();

        push(stream(MAIL, 9, "d"));
        rest(store);
        push(stream(SHOP, 8, "e"));

        assertThat(after(before)).containsExactly("d", "e");
        assertThat(after(store.tail().lastArrival())).isEmpty();
    }

    @Test
    void a_reader_that_stops_anywhere_meets_each_line_once() throws IOException {
        Random random = new Random(7);
        List<String> pushed = new ArrayList<>();
        for (int batch = 0; batch < 60; batch++) {
            LogBatch.StreamBuilder shop = LogBatch.stream(SHOP);
            LogBatch.StreamBuilder mail = LogBatch.stream(MAIL);
            for (int i = 0; i < 20; i++) {
                String line = "batch " + batch + " line " + i;
                (i < 10 ? shop : mail)
                        .line(NOW_NANOS - random.nextInt(1_000_000), line.getBytes(StandardCharsets.UTF_8));
                pushed.add(line);
            }
            push(shop.build(), mail.build());
            if (batch % 17 == 5) {
                rest(store);
            }
        }

        List<String> read = new ArrayList<>();
        long at = 0;
        while (at < store.tail().lastArrival()) {
            int some = 1 + random.nextInt(40);
            try (LogArrivals arrivals = store.tail().arrivals(List.of(), at, Long.MAX_VALUE)) {
                boolean more = arrivals.next();
                while (more) {
                    read.add(new String(arrivals.line(), StandardCharsets.UTF_8));
                    if (--some <= 0 && arrivals.mayStop()) {
                        break;
                    }
                    more = arrivals.next();
                }
                at = arrivals.through();
            }
        }
        assertThat(read).isEqualTo(pushed);
    }

    @Test
    void a_reader_may_stay_behind() throws IOException {
        push(stream(SHOP, 0, "a"), stream(MAIL, 0, "b"));
        long through = store.tail().lastArrival();
        push(stream(SHOP, 9, "c"));
        rest(store);
        try (LogArrivals arrivals = store.tail().arrivals(List.of(), 0, through)) {
            assertThat(arrivals.next()).isTrue();
            assertThat(arrivals.next()).isTrue();
            assertThat(arrivals.next()).isFalse();
            assertThat(arrivals.through()).isEqualTo(through);
        }
    }

    @Test
    void a_line_sent_again_does_not_come_again() {
        push(stream(SHOP, 0, "a"));
        long before = store.tail().lastArrival();
        push(stream(SHOP, 0, "a"));
        push(stream(MAIL, 0, "b"));
        push(stream(SHOP, 0, "a"));

        assertThat(after(before)).containsExactly("b");
    }

    @Test
    void after_a_restart_none_is_missing() throws Exception {
        push(stream(SHOP, 0, "a"), stream(MAIL, 0, "b"));
        long before = store.tail().lastArrival();
        push(stream(SHOP, 9, "c"));
        rest(store);
        push(stream(MAIL, 5, "d"));
        store.resource().close();
        store = open();

        assertThat(after(before)).contains("c", "d").doesNotContain("b");
        assertThat(store.tail().lastArrival()).isGreaterThan(before);
        long again = store.tail().lastArrival();
        push(stream(SHOP, 3, "e"));
        assertThat(after(again)).containsExactly("e");
    }

    @Test
    void what_was_selected_says_what_comes_next() {
        push(stream(SHOP, 0, "a"));
        LogSelection all = new LogSelection(List.of(), NanoRange.ALL, LogSelection.Order.ANY, List.of());
        LogTail.Seen seen = store.tail().selectSeen(all);
        push(stream(SHOP, 1, "b"));
        int lines = 0;
        try (var cursor = seen.cursor()) {
            while (cursor.next()) {
                lines++;
            }
        }
        assertThat(lines).isEqualTo(1);
        assertThat(after(seen.through())).containsExactly("b");
    }

    @Test
    void listeners_are_told_until_they_leave() throws Exception {
        AtomicInteger told = new AtomicInteger();
        AutoCloseable subscription = store.tail().subscribe(told::incrementAndGet);
        push(stream(SHOP, 0, "a"));
        assertThat(told.get()).isEqualTo(1);
        subscription.close();
        push(stream(SHOP, 0, "b"));
        assertThat(told.get()).isEqualTo(1);
    }
}
