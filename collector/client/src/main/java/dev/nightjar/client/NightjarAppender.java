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
    private final LogShipper logs;

    public NightjarAppender(LogShipper logs) {
        this.logs = logs;
        this.name = "nightjar";
    }

    @Override
    protected void append(ILoggingEvent event) {
        // the client's own complaints about the network must not feed the queue they complain about
        if (event.getLoggerName().startsWith("dev.nightjar.client")) {
            return;
        }
        String line = event.getFormattedMessage();
        if (event.getThrowableProxy() != null) {
            line += "\n"
                    + ThrowableProxyUtil.asString(event.getThrowableProxy()).stripTrailing();
        }
        Instant at = event.getInstant();
        long nanos =
                at == null ? event.getTimeStamp() * 1_000_000 : at.getEpochSecond() * 1_000_000_000L + at.getNano();
        logs.log(nanos, event.getLevel().toString(), line, metadata(event));
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
