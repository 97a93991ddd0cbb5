package dev.nightjar.server.wiring;

import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.LogSelection.Order;
import dev.nightjar.model.LogVolume;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.postmortems.incident.EvidenceSource.Finding;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds levels of a service's logs that have become much louder than they were, minute by minute. */
public final class LogBursts {
    private static final long SLICE_NANOS = Duration.ofMinutes(1).toNanos();
    private static final long FINE_NANOS = Duration.ofSeconds(2).toNanos();

    /** Louder than this many times its own median minute, and at least so many lines a minute. */
    private static final int TIMES = 5;

    private static final int LINES = 20;
    private static final int EXAMPLE_CHARS = 160;

    private final LogReader logs;

    public LogBursts(LogReader logs) {
        this.logs = logs;
    }

    List<Finding> find(String service, Instant from, Instant until) {
        long end = nanos(until) / SLICE_NANOS * SLICE_NANOS + SLICE_NANOS;
        long start = nanos(from) / SLICE_NANOS * SLICE_NANOS;
        LogSelection selection = new LogSelection(
                List.of(Matcher.equal("service", service), new Matcher("level", Matcher.Op.MATCHES, "warn|error")),
                new NanoRange(start, end),
                Order.ANY,
                List.of());
        Map<String, long[]> byLevel = new TreeMap<>();
        for (LogVolume volume : logs.volume(selection, SLICE_NANOS)) {
            long[] sum =
                    byLevel.computeIfAbsent(volume.labels().get("level"), level -> new long[volume.lines().length]);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += volume.lines()[i];
            }
        }
        List<Finding> found = new ArrayList<>();
        byLevel.forEach((level, lines) -> {
            int onset = onset(lines);
            if (onset >= 0) {
                found.add(finding(service, level, lines, onset, start));
            }
        });
        return found;
    }

    /** The first minute of the loud run that reaches one of the last two whole minutes; -1 for none. */
    private static int onset(long[] lines) {
        long loud = Math.max(LINES, TIMES * median(lines));
        int onset = -1;
        for (int i = lines.length - 1; i >= 0; i--) {
            if (lines[i] >= loud) {
                onset = i;
            } else if (onset >= 0 || i < lines.length - 3) {
                break;
            }
        }
        return onset;
    }

    private Finding finding(String service, String level, long[] lines, int onset, long start) {
        long loudest = Arrays.stream(lines, onset, lines.length).max().orElse(0);
        Instant since = Instant.ofEpochSecond(0, began(service, level, lines, start + onset * SLICE_NANOS));
        String selector = "{service=\"" + service + "\", level=\"" + level + "\"}";
        String text = "%d %s lines a minute, usually %d; such as: %s"
                .formatted(loudest, level, median(lines), example(service, level, start + onset * SLICE_NANOS));
        return new Finding(
                "log-burst",
                "",
                level + " lines",
                since,
                text,
                selector,
                loudest / (double) Math.max(1, median(lines)));
    }

    /** When within the loud minute, or at the end of the one before, lines came at a loud minute's pace. */
    private long began(String service, String level, long[] lines, long minute) {
        long from = minute - SLICE_NANOS / 4;
        LogSelection selection = new LogSelection(
                List.of(Matcher.equal("service", service), Matcher.equal("level", level)),
                new NanoRange(from, minute + SLICE_NANOS),
                Order.ANY,
                List.of());
        long[] fine = new long[Math.toIntExact(Math.ceilDiv(minute + SLICE_NANOS - from, FINE_NANOS))];
        for (LogVolume volume : logs.volume(selection, FINE_NANOS)) {
            for (int i = 0; i < fine.length; i++) {
                fine[i] += volume.lines()[i];
            }
        }
        long pace = Math.max(LINES, TIMES * median(lines)) * FINE_NANOS / SLICE_NANOS;
        for (int i = 0; i < fine.length; i++) {
            if (fine[i] > Math.max(1, pace)) {
                return from + i * FINE_NANOS;
            }
        }
        return minute;
    }

    private String example(String service, String level, long sinceNanos) {
        LogSelection selection = new LogSelection(
                List.of(Matcher.equal("service", service), Matcher.equal("level", level)),
                new NanoRange(sinceNanos, sinceNanos + SLICE_NANOS),
                Order.NEWEST_FIRST,
                List.of());
        try (LogCursor cursor = logs.select(selection)) {
            if (!cursor.next()) {
                return "(none)";
            }
            String line = new String(cursor.line(), StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            return line.length() > EXAMPLE_CHARS ? line.substring(0, EXAMPLE_CHARS) + "…" : line;
        }
    }

    private static long median(long[] lines) {
        long[] sorted = lines.clone();
        Arrays.sort(sorted);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }
}
