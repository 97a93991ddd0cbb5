package dev.nightjar.client;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import dev.nightjar.model.Labels;
import java.time.Instant;
import java.util.Map;

/**
 * Sends what Logback logs; logger, thread and the diagnostic context (a trace id, say) become the line's metadata.
 * Needs Logback on the class path, which this library does not bring.
 */
public final class NightjarAppender extends AppenderBase<ILoggingEvent> {
    private final LineTarget lines;

    /** For configuration files, {@code <appender name="nightjar" class="dev.nightjar.client.NightjarAppender"/>}: sends to the process' first client. */
    public NightjarAppender() {
        this(ProcessClients.OPEN::log);
    }

    public NightjarAppender(LogShipper logs) {
        this((LineTarget) logs);
    }

    private NightjarAppender(LineTarget lines) {
        this.lines = lines;
        this.name = "nightjar";
    }

    @Override
    protected void append(ILoggingEvent event) {
        // the client's own complaints about the network must not feed the queue they complain about
        if (event.getLoggerName().startsWith("dev.nightjar.client")) {
            return;
        }
        try {
            take(event);
        } catch (RuntimeException e) {
            addError("a line could not be taken", e);
        }
    }

    private void take(ILoggingEvent event) {
        String line = String.valueOf(event.getFormattedMessage());
        if (event.getThrowableProxy() != null) {
            line += "\n"
                    + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
        }
        Instant at = event.getInstant();
        long nanos =
                at == null ? event.getTimeStamp() * 1_000_000 : at.getEpochSecond() * 1_000_000_000L + at.getNano();
        lines.log(nanos, event.getLevel().toString(), line, metadata(event));
    }

    private static Labels metadata(ILoggingEvent event) {
        Labels.Builder metadata = Labels.builder();
        for (Map.Entry<String, String> entry : event.getMDCPropertyMap().entrySet()) {
            if (entry.getValue() != null) {
                metadata.set(entry.getKey(), entry.getValue());
            }
        }
        return metadata.set("logger", event.getLoggerName())
                .set("thread", event.getThreadName())
                .build();
    }
}
