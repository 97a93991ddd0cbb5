package dev.nightjar.logindex;

import dev.nightjar.logindex.pattern.Pattern;
import dev.nightjar.model.Labels;
import dev.nightjar.model.LogPattern;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the lines of each pattern, line by line and so exactly. Of a block of templates it reads which template each
 * row has, times and levels, and puts no line together but the examples; lines of open blocks, and of blocks kept as
 * text, are looked at themselves. Patterns come upon on the way are entered in the book.
 */
final class PatternCount {
    private final NanoRange range;
    private final long sliceNanos;
    private final int slices;
    private final KnownPatterns known;
    private final RowPatterns rows;
    private final Map<Pattern, PatternTally> tallies = new HashMap<>();

    PatternCount(NanoRange range, long sliceNanos, KnownPatterns known) {
        if (sliceNanos <= 0) {
            throw new IllegalArgumentException("a slice of " + sliceNanos + " ns; it must be longer than nothing");
        }
        this.range = range;
        this.sliceNanos = sliceNanos;
        this.known = known;
        this.rows = new RowPatterns(known.book());
        this.slices =
                Math.toIntExact(Math.ceilDiv(Math.subtractExact(range.endNanos(), range.startNanos()), sliceNanos));
    }

    void add(Run run) throws IOException {
        String version = Origins.version(run.labels());
        switch (run) {
            case Run.Sealed sealed -> {
                switch (sealed.block()) {
                    case TemplateBlock block -> {
                        @Nullable String[] versions = version.isEmpty() ? block.metadata(Origins.VERSION) : null;
                        FirstRows first = block.firstRows();
                        add(new Reading(run.labels(), version, versions, first.lines()), first);
                    }
                    case Block block -> addText(run.labels(), version, block.lines());
                }
            }
            case Run.Open open -> addText(run.labels(), version, open.view());
            case Run.Masked masked -> addText(run.labels(), version, masked.lines());
        }
    }

    private void add(Reading run, FirstRows first) {
        Lines lines = run.lines;
        int end = lines.firstNotBefore(range.endNanos());
        for (int line = lines.firstNotBefore(range.startNanos()); line < end; line++) {
            int code = first.codes()[line];
            run.count(line, 2 * code + (first.hasMoreRows(line) ? 1 : 0), first);
        }
    }

    private void addText(Labels labels, String version, Lines lines) {
        Reading run = new Reading(labels, version, null, lines);
        boolean versionOfLines = version.isEmpty() && lines.hasMetadata();
        for (int line = 0; line < lines.size(); line++) {
            if (range.contains(lines.timestamp(line))) {
                Pattern pattern = rows.of(run.application, lines.text(), lines.start(line), lines.end(line));
                if (pattern != null) {
                    String of = versionOfLines ? Origins.version(lines.metadata(line)) : version;
                    run.tally(pattern, of).count(line, slice(lines.timestamp(line)));
                }
            }
        }
    }

    private int slice(long timeNanos) {
        return (int) ((timeNanos - range.startNanos()) / sliceNanos);
    }

    /** A run that is being counted, and what its lines were found to belong to so far. */
    private final class Reading {
        private record Of(Pattern pattern, String version) {}

        private final Labels labels;
        private final String application;
        private final String version;
        /** Of each line, where it is not that of the stream. */
        private final @Nullable String @Nullable [] versions;

        private final Lines lines;
        private final Map<Of, PatternTally.OfRun> open = new HashMap<>();
        /** For each template, without and with more rows: what its lines are counted in, if all are of one version. */
        private PatternTally.@Nullable OfRun[] byTemplate = new PatternTally.@Nullable OfRun[64];

        private Reading(Labels labels, String version, @Nullable String @Nullable [] versions, Lines lines) {
            this.labels = labels;
            this.application = Origins.application(labels);
            this.version = version;
            this.versions = versions;
            this.lines = lines;
        }

        private void count(int line, int row, FirstRows first) {
            if (byTemplate.length < 2 * first.templates().length) {
                byTemplate = new PatternTally.@Nullable OfRun[2 * first.templates().length];
            }
            PatternTally.OfRun tally = versions == null ? byTemplate[row] : null;
            if (tally == null) {
                Pattern pattern = known.of(application, first.templates()[row / 2], row % 2 == 1);
                if (pattern == null) {
                    return;
                }
                String of = versions == null ? version : versions[line];
                tally = tally(pattern, of == null ? "" : of);
                byTemplate[row] = tally;
            }
            tally.count(line, slice(lines.timestamp(line)));
        }

        private PatternTally.OfRun tally(Pattern pattern, String of) {
            return open.computeIfAbsent(
                    new Of(pattern, of),
                    unknown -> tallies.computeIfAbsent(pattern, fresh -> new PatternTally(slices))
                            .of(pattern, labels, of, lines));
        }
    }

    /** Those with most lines first. */
    List<LogPattern> patterns() {
        Map<String, PatternTally> byText = new HashMap<>();
        tallies.forEach((pattern, tally) -> {
            tally.tell(known);
            tally.addTo(byText.computeIfAbsent(pattern.present().text(), text -> new PatternTally(slices)));
        });
        List<LogPattern> answer = new ArrayList<>();
        byText.forEach((text, tally) -> answer.add(tally.answer(text)));
        answer.sort(Comparator.comparingLong(LogPattern::total).reversed().thenComparing(LogPattern::pattern));
        return answer;
    }
}
