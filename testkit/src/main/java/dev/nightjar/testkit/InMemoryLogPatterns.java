package dev.nightjar.testkit;

import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogPattern;
import dev.nightjar.model.LogPatterns;
import dev.nightjar.model.LogReader;
import dev.nightjar.model.LogSelection;
import dev.nightjar.model.Matcher;
import dev.nightjar.model.NanoRange;
import dev.nightjar.model.ServiceName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The plainest {@link LogPatterns}: digits vary, everything else is fixed; versions are the label {@code version}. */
public final class InMemoryLogPatterns implements LogPatterns {
    private final LogReader logs;

    public InMemoryLogPatterns(LogReader logs) {
        this.logs = logs;
    }

    private record Line(String service, String pattern, LogPattern.Example example) {}

    private List<Line> lines(List<Matcher> matchers, NanoRange range) {
        List<Line> lines = new ArrayList<>();
        try (LogCursor cursor =
                logs.select(new LogSelection(matchers, range, LogSelection.Order.OLDEST_FIRST, List.of()))) {
            while (cursor.next()) {
                byte[] line = cursor.line();
                lines.add(new Line(
                        ServiceName.of(cursor.labels()),
                        new String(line, StandardCharsets.UTF_8).replaceAll("[0-9]+", "<_>"),
                        new LogPattern.Example(cursor.labels(), cursor.timestampNanos(), line, cursor.metadata())));
            }
        }
        return lines;
    }

    @Override
    public List<LogPattern> patterns(List<Matcher> matchers, NanoRange range, long sliceNanos) {
        List<Line> ever = lines(List.of(), NanoRange.ALL);
        Map<String, List<Line>> byPattern = new TreeMap<>();
        for (Line line : lines(matchers, range)) {
            byPattern
                    .computeIfAbsent(line.pattern(), pattern -> new ArrayList<>())
                    .add(line);
        }
        List<LogPattern> patterns = new ArrayList<>();
        byPattern.forEach((pattern, lines) -> {
            long[] counts = new long[Math.toIntExact(Math.ceilDiv(range.endNanos() - range.startNanos(), sliceNanos))];
            Map<String, LogPattern.Origin> origins = new TreeMap<>();
            for (Line line : lines) {
                counts[(int) ((line.example().timestampNanos() - range.startNanos()) / sliceNanos)]++;
                String version = line.example().labels().get("version");
                origins.merge(
                        line.service() + '\0' + version,
                        new LogPattern.Origin(
                                line.service(),
                                version,
                                1,
                                first(ever, line.service(), pattern, version),
                                first(ever, line.service(), pattern, ""),
                                first(ever, line.service(), "", "")),
                        (one, other) -> new LogPattern.Origin(
                                one.service(),
                                one.version(),
                                one.lines() + other.lines(),
                                one.seenInVersionSinceNanos(),
                                one.seenSinceNanos(),
                                one.serviceKnownSinceNanos()));
            }
            patterns.add(new LogPattern(
                    pattern,
                    counts,
                    "unknown",
                    List.copyOf(origins.values()),
                    lines.getLast().example()));
        });
        patterns.sort(Comparator.comparingLong(LogPattern::total).reversed().thenComparing(LogPattern::pattern));
        return patterns;
    }

    /** An empty pattern or version: any. */
    private static long first(List<Line> lines, String service, String pattern, String version) {
        return lines.stream()
                .filter(line -> line.service().equals(service))
                .filter(line -> pattern.isEmpty() || line.pattern().equals(pattern))
                .filter(line -> version.isEmpty()
                        || line.example().labels().get("version").equals(version))
                .mapToLong(line -> line.example().timestampNanos())
                .min()
                .orElseThrow();
    }
}
