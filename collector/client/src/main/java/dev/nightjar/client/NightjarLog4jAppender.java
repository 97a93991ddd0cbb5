package dev.nightjar.client;

import dev.nightjar.model.Labels;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.apache.logging.log4j.core.Core;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.core.config.plugins.Plugin;
import org.apache.logging.log4j.core.config.plugins.PluginAttribute;
import org.apache.logging.log4j.core.config.plugins.PluginElement;
import org.apache.logging.log4j.core.config.plugins.PluginFactory;
import org.apache.logging.log4j.core.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Sends what Log4j 2 logs; logger, thread and the thread context (a trace id, say) become the line's metadata. In a
 * configuration file it is {@code <Nightjar name="nightjar"/>}, and sends to the process' first client. Needs Log4j on
 * the class path, which this library does not bring.
 */
@Plugin(name = "Nightjar", category = Core.CATEGORY_NAME, elementType = "appender", printObject = true)
public final class NightjarLog4jAppender extends AbstractAppender {
    private final LineTarget lines;

    public NightjarLog4jAppender(LogShipper logs) {
        this("nightjar", null, logs);
    }

    private NightjarLog4jAppender(String name, @Nullable Filter filter, LineTarget lines) {
        super(name, filter, null, true, Property.EMPTY_ARRAY);
        this.lines = lines;
    }

    /** For Log4j, which reads configuration files. */
    @PluginFactory
    public static NightjarLog4jAppender of(
            @PluginAttribute(value = "name", defaultString = "nightjar") String name,
            @PluginElement("Filter") @Nullable Filter filter) {
        return new NightjarLog4jAppender(name, filter, ProcessClients.OPEN::log);
    }

    @Override
    public void append(LogEvent event) {
        String logger = event.getLoggerName() == null ? "" : event.getLoggerName();
        // the client's own complaints about the network must not feed the queue they complain about
        if (logger.startsWith("dev.nightjar.client")) {
            return;
        }
        try {
            String line = String.valueOf(event.getMessage().getFormattedMessage());
            if (event.getThrown() != null) {
                StringWriter text = new StringWriter().append(line).append('\n');
                event.getThrown().printStackTrace(new PrintWriter(text, true));
                line = text.toString().stripTrailing();
            }
            Instant at = event.getInstant();
            lines.log(
                    at.getEpochSecond() * 1_000_000_000L + at.getNanoOfSecond(),
                    event.getLevel().name(),
                    line,
                    metadata(event, logger));
        } catch (RuntimeException e) {
            error("a line could not be taken", event, e);
        }
    }

    private static Labels metadata(LogEvent event, String logger) {
        Labels.Builder metadata = Labels.builder();
        event.getContextData().forEach((key, value) -> {
            if (value != null) {
                metadata.set(key, value.toString());
            }
        });
        String thread = event.getThreadName();
        return metadata.set("logger", logger)
                .set("thread", thread == null ? "" : thread)
                .build();
    }
}
