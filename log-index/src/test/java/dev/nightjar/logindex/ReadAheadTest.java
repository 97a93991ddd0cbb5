package dev.nightjar.logindex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    /** Runs what it was given only when told to. */
    private final Deque<Runnable> waiting = new ArrayDeque<>();

    private final List<Integer> read = new ArrayList<>();

    private String reading(int turn) {
        read.add(turn);
        return "block " + turn;
    }

    @Test
    void who_takes_one_has_one_read() throws IOException {
        ReadAhead<String> ahead = new ReadAhead<>(waiting::add, 100, this::reading);

        assertThat(ahead.take()).isEqualTo("block 0");
        waiting.forEach(Runnable::run);

        assertThat(read).containsExactly(0);
    }

    @Test
    void the_further_a_reader_comes_the_more_is_read_ahead_of_it_and_never_more_than_eight() throws IOException {
        ReadAhead<String> ahead = new ReadAhead<>(Runnable::run, 100, this::reading);
        List<Integer> readSoFar = new ArrayList<>();
        for (int turn = 0; turn < 12; turn++) {
            assertThat(ahead.take()).isEqualTo("block " + turn);
            readSoFar.add(read.size() - turn - 1);
        }
        assertThat(readSoFar).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 8, 8);
        assertThat(read).doesNotHaveDuplicates();
    }

    @Test
    void threads_that_come_too_late_find_nothing_to_do() throws IOException {
        ReadAhead<String> ahead = new ReadAhead<>(waiting::add, 10, this::reading);
        for (int turn = 0; turn < 10; turn++) {
            assertThat(ahead.take()).isEqualTo("block " + turn);
        }
        waiting.forEach(Runnable::run);
        assertThat(read).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void what_went_wrong_ahead_is_thrown_at_its_turn() throws IOException {
        ReadAhead<String> ahead = new ReadAhead<>(Runnable::run, 10, turn -> {
            if (turn == 2) {
                throw new IOException("block 2 is damaged");
            }
            return "block " + turn;
        });
        assertThat(ahead.take()).isEqualTo("block 0");
        assertThat(ahead.take()).isEqualTo("block 1");
        assertThatThrownBy(ahead::take).isExactlyInstanceOf(IOException.class).hasMessage("block 2 is damaged");
        assertThat(ahead.take()).isEqualTo("block 3");
    }

    @Test
    void while_another_thread_reads_what_is_wanted_the_reader_reads_what_comes_after_it() throws Exception {
        CountDownLatch thirdBegun = new CountDownLatch(1);
        CountDownLatch fourthRead = new CountDownLatch(1);
        try (ExecutorService other = Executors.newSingleThreadExecutor()) {
            ReadAhead<Integer> ahead = new ReadAhead<>(other, 5, turn -> {
                if (turn == 3) {
                    thirdBegun.countDown();
                    awaited(fourthRead);
                } else if (turn == 4) {
                    fourthRead.countDown();
                }
                return turn;
            });
            for (int turn = 0; turn < 3; turn++) {
                assertThat(ahead.take()).isEqualTo(turn);
            }
            awaited(thirdBegun);
            assertThat(ahead.take()).isEqualTo(3);
            assertThat(ahead.take()).isEqualTo(4);
        }
    }

    private static void awaited(CountDownLatch latch) throws IOException {
        try {
            if (!latch.await(30, TimeUnit.SECONDS)) {
                throw new IOException("each waits for the other");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    @Test
    void beside_other_threads_each_is_read_once_and_taken_in_turn() throws IOException {
        ConcurrentMap<Integer, Integer> times = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            ReadAhead<Integer> ahead = new ReadAhead<>(threads, 2_000, turn -> {
                times.merge(turn, 1, Integer::sum);
                return turn;
            });
            for (int turn = 0; turn < 2_000; turn++) {
                assertThat(ahead.take()).isEqualTo(turn);
            }
        }
        assertThat(times)
                .hasSize(2_000)
                .allSatisfy((turn, count) -> assertThat(count).isEqualTo(1));
    }
}
