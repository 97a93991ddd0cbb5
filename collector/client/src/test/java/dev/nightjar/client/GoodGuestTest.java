package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.testkit.TestingReceiver;
import dev.nightjar.testkit.TestingReceiver.Behaviour;
import dev.nightjar.testkit.TestingReceiver.Line;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In somebody else's process: what its threads, its log and its lines do must not matter to it. */
class GoodGuestTest {
    private final LogShipper logs = new LogShipper(Labels.of("service", "shop"), 1 << 20, SpanSource.NONE);

    private static NightjarClient client(URI server) {
        return NightjarClient.builder("shop", "shop-1")
                .server(server)
                .interval(Duration.ofHours(1))
                .retry(new RetryPolicy(Duration.ofMillis(1), Duration.ofMillis(5)))
                .start();
    }

    private List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (LogBatch batch = logs.poll(); batch != null; batch = logs.poll()) {
            for (LogBatch.Stream stream : batch.streams()) {
                for (int i = 0; i < stream.size(); i++) {
                    int length = stream.lineEnd(i) - stream.lineStart(i);
                    texts.add(new String(stream.text(), stream.lineStart(i), length, StandardCharsets.UTF_8));
                }
            }
        }
        return texts;
    }

    @Test
    void a_huge_line_is_cut_between_two_characters() {
        logs.log(1, "info", "x" + "ä".repeat(5_000_000));
        logs.log(2, "info", "y".repeat(LogShipper.MOST_LINE_BYTES));

        assertThat(texts())
                .satisfiesExactly(
                        cut -> assertThat(cut).isEqualTo("x" + "ä".repeat((LogShipper.MOST_LINE_BYTES - 1) / 2)),
                        whole -> assertThat(whole).hasSize(LogShipper.MOST_LINE_BYTES));
    }

    /** A parameter that logs while it is made into text: a lock held meanwhile would wait for itself. */
    @Test
    void a_parameter_that_logs_is_a_line_more() {
        NightjarLogHandler handler = new NightjarLogHandler(logs);
        LogRecord record = new LogRecord(Level.INFO, "order {0} came");
        record.setParameters(new Object[] {
            new Object() {
                @Override
                public String toString() {
                    handler.publish(new LogRecord(Level.INFO, "looking up the order"));
                    return "17";
                }
            }
        });
        handler.publish(record);

        assertThat(texts()).containsExactly("looking up the order", "order 17 came");
    }

    @Test
    void a_parameter_that_cannot_be_made_into_text_does_not_fail_the_call() {
        List<Exception> told = new ArrayList<>();
        NightjarLogHandler handler = new NightjarLogHandler(logs);
        handler.setErrorManager(new java.util.logging.ErrorManager() {
            @Override
            public synchronized void error(String message, Exception e, int code) {
                told.add(e);
            }
        });
        for (Error each : new Error[] {new StackOverflowError(), new NoClassDefFoundError("shop/Order")}) {
            LogRecord record = new LogRecord(Level.INFO, "order {0} came");
            record.setParameters(new Object[] {
                new Object() {
                    @Override
                    public String toString() {
                        throw each;
                    }
                }
            });
            handler.publish(record);
        }

        assertThat(told).hasSize(2);
        assertThat(texts()).isEmpty();
    }

    @Test
    @Timeout(60)
    void a_thread_that_was_told_to_stop_can_log_and_close_and_is_still_told_to_stop() throws Exception {
        try (TestingReceiver receiver = new TestingReceiver()) {
            NightjarClient client = client(receiver.uri());
            boolean kept;
            Thread.currentThread().interrupt();
            try {
                client.logs().log(1, "info", "the last line");
                client.meters().counter("orders").increment();
                client.heartbeat("nightly");
                client.recordDeploy("1.0", "ci");
                client.calls().begin(CallSide.SERVER, "http", "GET /").exitHttp(200, null);
                client.flush();
                client.close();
            } finally {
                kept = Thread.interrupted();
            }

            assertThat(kept).as("the flag").isTrue();
            assertThat(receiver.lines()).extracting(Line::text).contains("the last line");
            assertThat(receiver.samples()).anyMatch(s -> s.labels().metricName().equals("orders_total"));
        }
    }

    /** The service's log has come to a stop, as behind a pipe that nobody reads. */
    @Test
    @Timeout(60)
    void a_log_that_takes_no_complaint_holds_up_nobody_but_the_sender() throws Exception {
        CountDownLatch complaining = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Handler stuck = new Handler() {
            @Override
            public void publish(LogRecord record) {
                complaining.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger own = Objects.requireNonNull(Logger.getLogger("dev.nightjar.client"));
        own.addHandler(stuck);
        try (TestingReceiver receiver = new TestingReceiver().otherwise(new Behaviour.Answer(503, "", "busy"))) {
            NightjarClient client = client(receiver.uri());
            client.recordDeploy("1.0", "ci");
            complaining.await();
            client.recordDeploy("1.1", "ci");
            client.logs().log(1, "info", "on it goes");
            client.flush();
            goOn.countDown();
            client.close();
        } finally {
            goOn.countDown();
            own.removeHandler(stuck);
        }
    }
}
