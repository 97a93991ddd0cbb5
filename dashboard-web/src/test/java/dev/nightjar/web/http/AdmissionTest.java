package dev.nightjar.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.time.Duration;
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
            admission.enter().close();
        }
    }

    @Test
    void whoever_waits_gets_the_place_that_is_given_back() throws Exception {
        Admission admission = new Admission(1, 1, Duration.ofMinutes(1));
        Admission.Place place = admission.enter();
        try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> waiting = callers.submit(() -> {
                admission.enter().close();
                return null;
            });
            place.close();
            waiting.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void nobody_waits_longer_than_allowed() throws Exception {
        Admission admission = new Admission(1, 1, Duration.ZERO);
        try (Admission.Place _ = admission.enter()) {
            assertThatThrownBy(admission::enter)
                    .isInstanceOfSatisfying(
                            HttpProblem.class,
                            problem -> assertThat(problem.status()).isEqualTo(503));
        }
        admission.enter().close();
    }
}
