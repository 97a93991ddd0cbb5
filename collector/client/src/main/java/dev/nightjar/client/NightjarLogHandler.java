package dev.nightjar.client;

import dev.nightjar.model.Labels;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/** Sends what {@code java.util.logging} logs; the logger's name becomes the line's metadata {@code logger}. */
public final class NightjarLogHandler extends Handler {
    private final LineTarget lines;

    /** For configuration files, {@code handlers=dev.nightjar.client.NightjarLogHandler}: sends to the process' first client. */
    public NightjarLogHandler() {
        this(ProcessClients.OPEN::log);
    }

    public NightjarLogHandler(LogShipper logs) {
        this((LineTarget) logs);
    }

    private NightjarLogHandler(LineTarget lines) {
        this.lines = lines;
        setFormatter(new PlainFormatter());
    }

    @Override
    public void publish(LogRecord record) {
        String logger = record.getLoggerName() == null ? "" : record.getLoggerName();
        // the client's own complaints about the network must not feed the queue they complain about
        if (!isLoggable(record) || logger.startsWith("dev.nightjar.client")) {
            return;
        }
        try {
            Instant at = record.getInstant();
            lines.log(
                    at.getEpochSecond() * 1_000_000_000L + at.getNano(),
                    levelName(record.getLevel()),
                    String.valueOf(getFormatter().format(record)),
                    Labels.of("logger", logger));
        } catch (RuntimeException e) {
            reportError("a record could not be formatted", e, java.util.logging.ErrorManager.FORMAT_FAILURE);
        } catch (StackOverflowError | LinkageError e) {
            // a parameter's text went wrong: the service's mistake, and no reason to fail its call
            reportError(
                    "a record could not be formatted",
                    new IllegalStateException(e),
                    java.util.logging.ErrorManager.FORMAT_FAILURE);
        }
    }

    private static String levelName(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "error";
        }
        if (value >= Level.WARNING.intValue()) {
            return "warn";
        }
        if (value >= Level.INFO.intValue()) {
            return "info";
        }
        return value >= Level.FINE.intValue() ? "debug" : "trace";
    }

    /** Lines leave with the client's next flush. */
    @Override
    public void flush() {}

    @Override
    public void close() {}

    private static final class PlainFormatter extends Formatter {
        @Override
        public String format(LogRecord record) {
            Throwable thrown = record.getThrown();
            if (thrown == null) {
                return formatMessage(record);
            }
            StringWriter text = new StringWriter()
                    .append(String.valueOf(formatMessage(record)))
                    .append('\n');
            thrown.printStackTrace(new PrintWriter(text, true));
            return text.toString().stripTrailing();
        }
    }
}
