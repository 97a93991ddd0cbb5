package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NightjarLogHandlerTest {
    private final LogShipper logs = new LogShipper(Labels.of("service", "shop"), 1 << 20, SpanSource.NONE);
    private final NightjarLogHandler handler = new NightjarLogHandler(logs);

    @Test
    void a_record_becomes_a_line_with_its_trace_its_level_and_its_logger() {
        LogRecord record = new LogRecord(Level.SEVERE, "order {0} failed");
        record.setParameters(new Object[] {"17"});
        record.setLoggerName("shop.Orders");
        record.setInstant(Instant.ofEpochSecond(5, 6));
        record.setThrown(new IllegalStateException("no stock"));
        handler.publish(record);

        LogBatch.Stream stream = streams().get(0);
        assertThat(stream.labels().get("level")).isEqualTo("error");
        assertThat(stream.timestampNanos(0)).isEqualTo(5_000_000_006L);
        assertThat(stream.metadata(0).get("logger")).isEqualTo("shop.Orders");
        assertThat(new String(stream.text(), 0, stream.lineEnd(0), StandardCharsets.UTF_8))
                .startsWith("order 17 failed\njava.lang.IllegalStateException: no stock\n\tat ");
    }

    @Test
    void equal_lines_of_one_moment_stay_apart_and_in_order() {
        for (int i = 0; i < 100; i++) {
            LogRecord record = new LogRecord(Level.INFO, "tick");
            record.setInstant(Instant.ofEpochMilli(5_000));
            handler.publish(record);
        }

        LogBatch.Stream stream = streams().get(0);
        assertThat(IntStream.range(0, 100).mapToLong(stream::timestampNanos))
                .doesNotHaveDuplicates()
                .isSorted()
                .allMatch(nanos -> nanos / 1_000_000 == 5_000);
    }

    @Test
    void levels_are_named_as_everywhere_else() {
        for (Level level : List.of(Level.WARNING, Level.INFO, Level.CONFIG, Level.FINE, Level.FINEST)) {
            handler.publish(new LogRecord(level, "x"));
        }

        assertThat(streams())
                .extracting(stream -> stream.labels().get("level"))
                .containsExactlyInAnyOrder("warn", "info", "debug", "trace");
    }

    @Test
    void the_clients_own_complaints_are_not_shipped() {
        LogRecord record = new LogRecord(Level.WARNING, "server is away");
        record.setLoggerName("dev.nightjar.client");
        handler.publish(record);

        assertThat(streams()).isEmpty();
    }

    private List<LogBatch.Stream> streams() {
        List<LogBatch.Stream> streams = new ArrayList<>();
        for (LogBatch batch = logs.poll(); batch != null; batch = logs.poll()) {
            streams.addAll(batch.streams());
        }
        return streams;
    }
}
