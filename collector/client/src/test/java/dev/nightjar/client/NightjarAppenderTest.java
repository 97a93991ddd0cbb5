package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NightjarAppenderTest {
    private final LogShipper logs = new LogShipper(Labels.of("service", "shop"), 1 << 20, SpanSource.NONE);
    private final LoggerContext context = new LoggerContext();

    private Logger logger(String name) {
        context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
        NightjarAppender appender = new NightjarAppender(logs);
        appender.setContext(context);
        appender.start();
        Logger logger = context.getLogger(name);
        logger.setLevel(Level.DEBUG);
        logger.addAppender(appender);
        return logger;
    }

    @Test
    void an_event_becomes_a_line_with_its_trace_its_level_and_its_context() {
        Logger logger = logger("shop.Orders");
        Objects.requireNonNull(context.getMDCAdapter()).put("trace_id", "4bf9");
        logger.warn("order {} failed", 17, new IllegalStateException("no stock"));

        LogBatch.Stream stream = streams().get(0);
        assertThat(stream.labels().get("level")).isEqualTo("warn");
        assertThat(stream.metadata(0).get("trace_id")).isEqualTo("4bf9");
        assertThat(stream.metadata(0).get("logger")).isEqualTo("shop.Orders");
        assertThat(new String(stream.text(), 0, stream.lineEnd(0), StandardCharsets.UTF_8))
                .startsWith("order 17 failed\njava.lang.IllegalStateException: no stock\n\tat ");
    }

    @Test
    void the_clients_own_complaints_are_not_shipped() {
        logger("dev.nightjar.client").warn("server is away");

        assertThat(logs.poll()).isNull();
    }

    private List<LogBatch.Stream> streams() {
        return Objects.requireNonNull(logs.poll()).streams();
    }
}
