package dev.nightjar.logindex;

import dev.nightjar.logindex.pattern.Pattern;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogPattern;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** The lines of one pattern, counted. */
final class PatternTally {
    /** A service's version: how many lines of the pattern it wrote, and when the first of them. */
    private static final class Writer {
        private long lines;
        private long firstNanos = Long.MAX_VALUE;
    }

    private record By(Pattern pattern, String service, String version) {}

    private final long[] slices;
    private final long[] levels = new long[Level.values().length];
    private final Map<By, Writer> writers = new HashMap<>();
    private long exampleNanos = Long.MIN_VALUE;
    private @Nullable Lines exampleLines;
    private Labels exampleLabels = Labels.EMPTY;
    private int exampleLine;

    PatternTally(int slices) {
        this.slices = new long[slices];
    }

    /** A pattern's lines that one version of one service wrote into one run. Not used beyond the run. */
    final class OfRun {
        private final Writer writer;
        private final Labels labels;
        private final Lines lines;

        private OfRun(Writer writer, Labels labels, Lines lines) {
            this.writer = writer;
            this.labels = labels;
            this.lines = lines;
        }

        void count(int line, int slice) {
            long time = lines.timestamp(line);
            slices[slice]++;
            levels[lines.level(line).code()]++;
            writer.lines++;
            writer.firstNanos = Math.min(writer.firstNanos, time);
            if (time > exampleNanos) {
                exampleNanos = time;
                exampleLine = line;
                exampleLines = lines;
                exampleLabels = labels;
            }
        }
    }

    OfRun of(Pattern pattern, Labels labels, String version, Lines lines) {
        By by = new By(pattern, Origins.service(labels), version);
        return new OfRun(writers.computeIfAbsent(by, unknown -> new Writer()), labels, lines);
    }

    /** Tells the book what was seen. */
    void tell(KnownPatterns patterns) {
        writers.forEach((by, writer) -> patterns.book().seen(by.pattern(), by.version(), writer.firstNanos));
    }

    /** What was counted here counts there. */
    void addTo(PatternTally other) {
        for (int i = 0; i < slices.length; i++) {
            other.slices[i] += slices[i];
        }
        for (int i = 0; i < levels.length; i++) {
            other.levels[i] += levels[i];
        }
        writers.forEach((by, writer) -> {
            Writer into = other.writers.computeIfAbsent(by, unknown -> new Writer());
            into.lines += writer.lines;
            into.firstNanos = Math.min(into.firstNanos, writer.firstNanos);
        });
        if (exampleNanos > other.exampleNanos) {
            other.exampleNanos = exampleNanos;
            other.exampleLines = exampleLines;
            other.exampleLine = exampleLine;
            other.exampleLabels = exampleLabels;
        }
    }

    LogPattern answer(String text) {
        Lines lines = java.util.Objects.requireNonNull(exampleLines, "a pattern without a line");
        return new LogPattern(
                text,
                slices,
                level().word(),
                origins(),
                new LogPattern.Example(
                        exampleLabels, exampleNanos, lines.line(exampleLine), lines.metadata(exampleLine)));
    }

    private Level level() {
        int most = 0;
        for (int i = 1; i < levels.length; i++) {
            most = levels[i] > levels[most] || levels[most] == 0 ? i : most;
        }
        return levels[most] == 0 ? Level.UNKNOWN : Level.ofCode(most);
    }

    private List<LogPattern.Origin> origins() {
        record Who(String service, String version) {}
        Map<Who, LogPattern.Origin> origins = new HashMap<>();
        writers.forEach((by, writer) -> origins.merge(
                new Who(by.service(), by.version()),
                new LogPattern.Origin(
                        by.service(),
                        by.version(),
                        writer.lines,
                        by.pattern().present().seenSinceNanos(by.version()),
                        by.pattern().present().seenSinceNanos(),
                        by.pattern().present().serviceKnownSinceNanos()),
                PatternTally::together));
        List<LogPattern.Origin> sorted = new ArrayList<>(origins.values());
        ToLongFunction<LogPattern.Origin> lines = LogPattern.Origin::lines;
        sorted.sort(Comparator.comparingLong(lines)
                .reversed()
                .thenComparing(LogPattern.Origin::service)
                .thenComparing(LogPattern.Origin::version));
        return sorted;
    }

    /** Two patterns of one service, or of two applications it names alike, that read the same. */
    private static LogPattern.Origin together(LogPattern.Origin one, LogPattern.Origin other) {
        return new LogPattern.Origin(
                one.service(),
                one.version(),
                one.lines() + other.lines(),
                Math.min(one.seenInVersionSinceNanos(), other.seenInVersionSinceNanos()),
                Math.min(one.seenSinceNanos(), other.seenSinceNanos()),
                Math.min(one.serviceKnownSinceNanos(), other.serviceKnownSinceNanos()));
    }
}
