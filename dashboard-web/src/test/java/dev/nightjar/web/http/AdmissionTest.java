package dev.nightjar.web.http;

import static dev.nightjar.web.http.Admission.Rank.ASKED;
import static dev.nightjar.web.http.Admission.Rank.DASHBOARD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    @Test
    void beyond_its_places_and_its_queue_a_request_is_sent_away_at_once() throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Admission admission = new Admission(1, 0, Duration.ofMinutes(1));
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
                TestingServer server = new TestingServer((router, workers) -> {
                    Dispatcher dispatcher = new Dispatcher(workers);
                    router.get("/heavy")
                            .handler(dispatcher
                                    .within(admission)
                                    .handler(
                                            exchange -> {
                                                working.countDown();
                                                release.await();
                                                return Reply.text(200, "done");
                                            },
                                            Problems::reply));
                    router.get("/light")
                            .handler(dispatcher.handler(exchange -> Reply.text(200, "here"), Problems::reply));
                })) {
            Future<HttpResponse<String>> first = callers.submit(() -> server.get("/heavy"));
            assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();

            HttpResponse<String> second = server.get("/heavy");
            assertThat(second.statusCode()).isEqualTo(503);
            assertThat(second.headers().firstValue("Retry-After")).hasValue("2");
            assertThat(second.body()).contains("too many queries");
            assertThat(server.get("/light").body()).isEqualTo("here");

            release.countDown();
            assertThat(first.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
            assertThat(placeWithin(admission, TimeUnit.SECONDS.toNanos(10))).isTrue();
        }
    }

    @Test
    void a_client_that_takes_nothing_of_its_answer_does_not_keep_its_place_from_others() throws Exception {
        Admission admission = new Admission(1, 1, Duration.ofSeconds(20));
        CountDownLatch working = new CountDownLatch(1);
        try (TestingServer server = new TestingServer((router, workers) -> router.get("/heavy")
                        .handler(new Dispatcher(workers)
                                .within(admission)
                                .handler(
                                        exchange -> {
                                            working.countDown();
                                            return Reply.json(out -> out.write(new byte[32 << 20]));
                                        },
                                        Problems::reply)));
                Socket deaf = new Socket("127.0.0.1", server.port())) {
            deaf.getOutputStream()
                    .write("GET /heavy HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(working.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(server.get("/heavy").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whoever_waits_gets_the_place_that_is_given_back() throws Exception {
        Admission admission = new Admission(1, 1, Duration.ofMinutes(1));
        Admission.Place place = admission.enter(ASKED);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = callers.submit(() -> {
                admission.enter(ASKED).close();
                return null;
            });
            place.close();
            waiting.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void nobody_waits_longer_than_allowed() throws Exception {
        Admission admission = new Admission(1, 1, Duration.ZERO);
        try (Admission.Place _ = admission.enter(ASKED)) {
            assertThatThrownBy(() -> admission.enter(ASKED))
                    .isInstanceOfSatisfying(
                            HttpProblem.class,
                            problem -> assertThat(problem.status()).isEqualTo(503));
        }
        admission.enter(ASKED).close();
    }

    @Test
    void whoever_asked_goes_before_a_dashboard_that_waits_longer() throws Exception {
        Admission admission = new Admission(1, 4, Duration.ofMinutes(1));
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Admission.Place place = admission.enter(ASKED);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> waiting = new ArrayList<>();
            for (Admission.Rank rank : List.of(DASHBOARD, DASHBOARD, ASKED, ASKED)) {
                waiting.add(callers.submit(() -> {
                    try (Admission.Place _ = admission.enter(rank)) {
                        order.add(rank.name());
                    }
                    return null;
                }));
                awaitWaiting(admission, waiting.size());
            }
            place.close();
            for (Future<?> one : waiting) {
                one.get(10, TimeUnit.SECONDS);
            }
        }
        assertThat(order).containsExactly("ASKED", "ASKED", "DASHBOARD", "DASHBOARD");
    }

    @Test
    void dashboards_fill_half_of_the_queue_at_most() throws Exception {
        Admission admission = new Admission(1, 2, Duration.ofMinutes(1));
        Admission.Place place = admission.enter(ASKED);
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> dashboard = callers.submit(() -> {
                admission.enter(DASHBOARD).close();
                return null;
            });
            awaitWaiting(admission, 1);

            assertThatThrownBy(() -> admission.enter(DASHBOARD)).isInstanceOf(HttpProblem.class);
            Future<?> asked = callers.submit(() -> {
                admission.enter(ASKED).close();
                return null;
            });
            awaitWaiting(admission, 2);
            place.close();
            asked.get(10, TimeUnit.SECONDS);
            dashboard.get(10, TimeUnit.SECONDS);
        }
    }

    /** A place is given back only after its answer has left. */
    private static boolean placeWithin(Admission admission, long nanos) throws InterruptedException {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            try (Admission.Place _ = admission.enter(ASKED)) {
                return true;
            } catch (HttpProblem full) {
                Thread.onSpinWait();
            }
        }
        return false;
    }

    /** Other threads take their place in the queue when they get to it. */
    private static void awaitWaiting(Admission admission, int wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (admission.waiting() < wanted) {
            assertThat(System.nanoTime()).as("until " + wanted + " wait").isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
