package dev.nightjar.server;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    private static String logged(String message, @Nullable Throwable failure) throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
        Logger logger = context.getLogger("dev.nightjar.server.Wiring");
        var stderr = (OutputStreamAppender<ILoggingEvent>)
                context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("stderr");
        LoggingEvent event = new LoggingEvent("", logger, Level.WARN, message, failure, null);
        event.setTimeStamp(0);
        String line = new String(stderr.getEncoder().encode(event), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }

    @Test
    void an_event_is_one_line_whatever_others_sent_to_be_told_of_in_it() throws Exception {
        assertThat(logged(
                        "slow query: sum(\n\tup)\r\n2026-01-01T00:00:00.000Z INFO  Wiring: all is well \u001b[2J 東京",
                        null))
                .isEqualTo("1970-01-01T00:00:00.000Z WARN  Wiring: slow query: sum(  up)\ufffd 2026-01-01T00:00:00.000Z"
                        + " INFO  Wiring: all is well \ufffd[2J 東京\n");
    }

    @Test
    void a_failure_keeps_its_lines_and_nothing_that_a_terminal_obeys() throws Exception {
        assertThat(logged("failed", new IllegalStateException("\u001b]0;mine\u0007")))
                .startsWith("1970-01-01T00:00:00.000Z WARN  Wiring: failed\n"
                        + "java.lang.IllegalStateException: \ufffd]0;mine\ufffd\n");
    }
}
