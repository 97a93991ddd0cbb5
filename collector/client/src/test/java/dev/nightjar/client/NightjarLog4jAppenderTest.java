package dev.nightjar.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import dev.nightjar.testkit.TestingReceiver;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.ThreadContext;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.xml.XmlConfiguration;
import org.junit.jupiter.api.Test;

class NightjarLog4jAppenderTest {
    private final LogShipper logs = new LogShipper(Labels.of("service", "shop"), 1 << 20, SpanSource.NONE);

    @Test
    void an_event_becomes_a_line_with_its_trace_its_level_and_its_context() {
        try (LoggerContext context = new LoggerContext("test")) {
            context.start();
            NightjarLog4jAppender appender = new NightjarLog4jAppender(logs);
            appender.start();
            Logger logger = context.getLogger("shop.Orders");
            logger.addAppender(appender);
            logger.setLevel(Level.DEBUG);
            ThreadContext.put("trace_id", "4bf9");
            try {
                logger.warn("order {} failed", 17, new IllegalStateException("no stock"));
            } finally {
                ThreadContext.clearAll();
            }
            context.getLogger("dev.nightjar.client").error("server is away");
        }

        LogBatch.Stream stream = Objects.requireNonNull(logs.poll()).streams().get(0);
        assertThat(stream.size()).isEqualTo(1);
        assertThat(stream.labels().get("level")).isEqualTo("warn");
        assertThat(stream.metadata(0).get("trace_id")).isEqualTo("4bf9");
        assertThat(stream.metadata(0).get("logger")).isEqualTo("shop.Orders");
        assertThat(new String(stream.text(), 0, stream.lineEnd(0), StandardCharsets.UTF_8))
                .startsWith("order 17 failed\njava.lang.IllegalStateException: no stock\n\tat ");
    }

    /** Log4j knows the element by the list of plugins in the jar; nothing has to be scanned. */
    @Test
    void named_in_a_configuration_file_it_sends_to_the_process_client_even_what_came_before() throws Exception {
        byte[] file = """
                <Configuration><Appenders><Nightjar name="nightjar"/></Appenders>
                  <Loggers><Root level="info"><AppenderRef ref="nightjar"/></Root></Loggers></Configuration>
                """.getBytes(StandardCharsets.UTF_8);
        try (TestingReceiver receiver = new TestingReceiver();
                LoggerContext context = new LoggerContext("file")) {
            context.start(new XmlConfiguration(context, new ConfigurationSource(new ByteArrayInputStream(file))));
            Logger logger = context.getLogger("shop");
            logger.info("starting");
            try (NightjarClient client = NightjarClient.builder("shop", "shop-1")
                    .server(receiver.uri())
                    .interval(Duration.ZERO)
                    .start()) {
                logger.info("started");
                client.flush();
                assertThat(client.drain(Duration.ofSeconds(10))).isTrue();
            }

            assertThat(receiver.lines()).extracting(TestingReceiver.Line::text).containsExactly("starting", "started");
        }
    }
}
