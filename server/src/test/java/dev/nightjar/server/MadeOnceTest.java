package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MadeOnceTest {
    private final ExecutorService workers = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger made = new AtomicInteger();

    @AfterEach
    void end() {
        workers.shutdownNow();
    }

    @Test
    void who_asks_while_it_is_made_waits_for_that_and_who_asks_later_has_it_made_anew() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        MadeOnce<Integer> numbers = new MadeOnce<>(() -> {
            begun.countDown();
            await(goOn);
            return made.incrementAndGet();
        });
        List<Thread> waiting = new ArrayList<>();
        List<Future<Integer>> answers = new ArrayList<>();
        answers.add(workers.submit(numbers::get));
        begun.await();
        for (int i = 0; i < 5; i++) {
            Thread asker = Thread.ofPlatform().unstarted(() -> {
                Integer _ = numbers.get();
            });
            asker.start();
            waiting.add(asker);
        }
        while (!waiting.stream().allMatch(each -> each.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        goOn.countDown();
        for (Thread each : waiting) {
            each.join();
        }
        assertThat(answers.getFirst().get()).isEqualTo(1);
        assertThat(made).hasValue(1);
        assertThat(numbers.get()).isEqualTo(2);
    }

    @Test
    void a_failure_is_told_and_does_not_last() {
        MadeOnce<Integer> numbers = new MadeOnce<>(() -> {
            if (made.incrementAndGet() == 1) {
                throw new IllegalArgumentException("not today");
            }
            return made.get();
        });
        assertThatThrownBy(numbers::get)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not today");
        assertThat(numbers.get()).isEqualTo(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
