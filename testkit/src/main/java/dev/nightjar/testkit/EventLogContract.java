package dev.nightjar.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.event.AccessEvent;
import dev.nightjar.model.event.AccessEvent.TokenRevoked;
import dev.nightjar.model.event.AccessEvent.TokenUsed;
import dev.nightjar.model.event.Event;
import dev.nightjar.model.event.EventLog;
import dev.nightjar.model.event.IncidentEvent.IncidentNoted;
import dev.nightjar.model.event.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What every {@link EventLog} promises. */
public abstract class EventLogContract {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** A log without events, closed by the subclass after the test. */
    protected abstract EventLog emptyLog();

    @Test
    void an_empty_log_ends_at_offset_zero() {
        EventLog log = emptyLog();
        assertThat(log.lastOffset()).isZero();
        assertThat(log.readAfter(0, 10)).isEmpty();
    }

    @Test
    void offsets_begin_at_one_and_grow_by_one() {
        EventLog log = emptyLog();
        assertThat(log.append(List.of(note("a")))).isEqualTo(1);
        assertThat(log.append(List.of(note("b"), note("c")))).isEqualTo(3);
        assertThat(log.lastOffset()).isEqualTo(3);
        assertThat(log.readAfter(0, 10))
                .containsExactly(
                        new StoredEvent(1, note("a")), new StoredEvent(2, note("b")), new StoredEvent(3, note("c")));
    }

    @Test
    void reading_goes_on_after_an_offset_and_stops_at_the_limit() {
        EventLog log = emptyLog();
        log.append(IntStream.range(0, 10).mapToObj(i -> note("n" + i)).toList());
        assertThat(log.readAfter(4, 2)).containsExactly(new StoredEvent(5, note("n4")), new StoredEvent(6, note("n5")));
        assertThat(log.readAfter(9, 100)).containsExactly(new StoredEvent(10, note("n9")));
        assertThat(log.readAfter(10, 100)).isEmpty();
        assertThat(log.readAfter(99, 100)).isEmpty();
        assertThat(log.readAfter(0, 0)).isEmpty();
    }

    @Test
    void events_of_one_kind_are_read_without_the_others() {
        EventLog log = emptyLog();
        TokenUsed used = new TokenUsed(Instant.parse("2026-03-01T12:00:00Z"), "ci");
        log.append(List.of(note("a"), used, note("b")));
        log.append(List.of(used, note("c"), used));

        assertThat(log.readAfter(0, 10, AccessEvent.class))
                .containsExactly(new StoredEvent(2, used), new StoredEvent(4, used), new StoredEvent(6, used));
        assertThat(log.readAfter(2, 1, TokenUsed.class)).containsExactly(new StoredEvent(4, used));
        assertThat(log.readAfter(6, 10, AccessEvent.class)).isEmpty();
        assertThat(log.readAfter(0, 10, TokenRevoked.class)).isEmpty();
        assertThat(log.readAfter(0, 10, Event.class)).isEqualTo(log.readAfter(0, 10));
    }

    @Test
    void appending_nothing_changes_nothing() {
        EventLog log = emptyLog();
        log.append(List.of(note("a")));
        assertThat(log.append(List.of())).isEqualTo(1);
        assertThat(log.lastOffset()).isEqualTo(1);
    }

    @Test
    void a_listener_is_told_of_each_append_in_order_until_it_leaves() throws Exception {
        EventLog log = emptyLog();
        log.append(List.of(note("before")));
        List<StoredEvent> heard = Collections.synchronizedList(new ArrayList<>());
        AutoCloseable subscription = log.subscribe(heard::addAll);
        log.append(List.of(note("a"), note("b")));
        log.append(List.of(note("c")));
        subscription.close();
        log.append(List.of(note("after")));
        assertThat(heard)
                .containsExactly(
                        new StoredEvent(2, note("a")), new StoredEvent(3, note("b")), new StoredEvent(4, note("c")));
    }

    @Test
    void what_a_listener_hears_can_already_be_read() {
        EventLog log = emptyLog();
        List<Long> lastSeen = new ArrayList<>();
        log.subscribe(events -> lastSeen.add(log.lastOffset()));
        log.append(List.of(note("a"), note("b")));
        assertThat(lastSeen).containsExactly(2L);
        assertThat(log.readAfter(0, 10)).hasSize(2);
    }

    @Test
    void who_was_at_work_last_is_known_and_is_no_event() {
        EventLog log = emptyLog();
        List<StoredEvent> heard = new ArrayList<>();
        log.subscribe(heard::addAll);
        assertThat(log.lastAtWork("engine")).isEmpty();

        log.noteAtWork("engine", NOON);
        log.noteAtWork("engine", NOON.plusNanos(5_000_000_007L));
        log.noteAtWork("other", NOON.minusSeconds(1));

        assertThat(log.lastAtWork("engine")).contains(NOON.plusNanos(5_000_000_007L));
        assertThat(log.lastAtWork("other")).contains(NOON.minusSeconds(1));
        assertThat(log.lastOffset()).isZero();
        assertThat(log.append(List.of(note("a")))).isEqualTo(1);
        assertThat(log.readAfter(0, 10)).hasSize(1);
        assertThat(heard).hasSize(1);
    }

    @Test
    void appends_of_many_threads_stay_whole_and_leave_no_gap() throws Exception {
        EventLog log = emptyLog();
        List<StoredEvent> heard = Collections.synchronizedList(new ArrayList<>());
        log.subscribe(heard::addAll);
        int threads = 8;
        int appends = 25;
        CountDownLatch start = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> running = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                running.add(pool.submit(() -> {
                    start.await();
                    for (int i = 0; i < appends; i++) {
                        List<Event> pair = List.of(note(thread + "/" + i + "/0"), note(thread + "/" + i + "/1"));
                        long last = log.append(pair);
                        assertThat(log.readAfter(last - 2, 2))
                                .extracting(StoredEvent::event)
                                .isEqualTo(pair);
                    }
                    return null;
                }));
            }
            start.countDown();
            for (Future<?> each : running) {
                each.get();
            }
        }
        List<StoredEvent> all = log.readAfter(0, Integer.MAX_VALUE);
        assertThat(all)
                .extracting(StoredEvent::offset)
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 2L * threads * appends)
                        .boxed()
                        .toList());
        assertThat(heard).isEqualTo(all);
    }

    private static IncidentNoted note(String text) {
        return new IncidentNoted(NOON, "incident-1", "ada", text);
    }
}
