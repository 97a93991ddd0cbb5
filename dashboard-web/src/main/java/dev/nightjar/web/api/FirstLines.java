package dev.nightjar.web.api;

import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.web.api.Documents.LogLine;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The first lines around a page that say what went wrong: warnings and errors, different ones only. */
final class FirstLines {
    private static final int MOST_LINES = 8;
    private static final int MOST_READ = 5_000;
    private static final long BEFORE_MILLIS = 120_000;
    private static final long LONGEST_MILLIS = 900_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final Pattern TROUBLE = Pattern.compile(
            "(?i)\\b(error|warn|warning|fatal|panic|exception|timed? ?out|refused|failed)\\b|Exception");
    private static final Pattern VARIABLE = Pattern.compile("[0-9a-f]{8,}|[0-9]+(\\.[0-9]+)?");

    private final LogReader logs;
    private final InstantSource clock;

    FirstLines(LogReader logs, InstantSource clock) {
        this.logs = logs;
        this.clock = clock;
    }

    /** In time order; lines that differ only in numbers and ids count as one. */
    List<LogLine> of(String service, long sinceMillis, @Nullable Long untilMillis) {
        long start = sinceMillis - BEFORE_MILLIS;
        long end = Math.min(untilMillis == null ? clock.millis() : untilMillis, start + LONGEST_MILLIS);
        NanoRange range = new NanoRange(start * NANOS_PER_MILLI, Math.max(start, end) * NANOS_PER_MILLI);
        LogSelection selection = new LogSelection(
                List.of(Matcher.equal("service", service)), range, LogSelection.Order.OLDEST_FIRST, List.of());
        List<LogLine> found = new ArrayList<>();
        List<String> shapes = new ArrayList<>();
        try (LogCursor cursor = logs.select(selection)) {
            for (int read = 0; read < MOST_READ && found.size() < MOST_LINES && cursor.next(); read++) {
                String line = new String(cursor.line(), StandardCharsets.UTF_8);
                String level = cursor.labels().get("level");
                boolean matters = level.equals("error")
                        || level.equals("warn")
                        || TROUBLE.matcher(line).find();
                String shape = matters ? VARIABLE.matcher(line).replaceAll("#") : "";
                if (matters && !shapes.contains(shape)) {
                    shapes.add(shape);
                    found.add(new LogLine(
                            Long.toString(cursor.timestampNanos()),
                            cursor.labels().toMap(),
                            line));
                }
            }
        }
        return found;
    }
}
