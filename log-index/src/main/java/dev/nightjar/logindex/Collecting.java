package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogBatch;
import java.io.IOException;
import java.time.InstantSource;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts lines into the open blocks of their streams and days, leaving out those that are there already. Called with the
 * store's lock held, in the order of the write-ahead log.
 */
final class Collecting {
    private static final Logger LOG = LoggerFactory.getLogger(Collecting.class);
    private static final BitSet NONE = new BitSet();

    private final Days days;
    private final Sealer sealer;
    private final Deletions deletions;
    private final LogIndexConfig config;
    private final Arrivals arrivals;
    private final InstantSource clock;
    private final BlockArrays arrays = new BlockArrays();
    private long duplicates;
    private long openBytes;

    /** The sealed block last looked into for duplicates: resends come in runs. */
    private @Nullable BlockEntry lookedInto;

    private @Nullable Lines lookedIntoLines;
    private @Nullable LineTable lookedIntoTable;

    Collecting(
            Days days,
            Sealer sealer,
            Arrivals arrivals,
            Deletions deletions,
            LogIndexConfig config,
            InstantSource clock) {
        this.days = days;
        this.sealer = sealer;
        this.arrivals = arrivals;
        this.deletions = deletions;
        this.config = config;
        this.clock = clock;
    }

    long duplicates() {
        return duplicates;
    }

    long openBytes() {
        return openBytes;
    }

    void collect(long firstSequence, Iterable<LogBatch.Stream> streams) throws IOException {
        collect(firstSequence, streams, false);
    }

    /** The same, from the write-ahead log: lines in sealed blocks already, and lines deleted since, are left out. */
    void collectAgain(long firstSequence, Iterable<LogBatch.Stream> streams) throws IOException {
        collect(firstSequence, streams, true);
    }

    private void collect(long firstSequence, Iterable<LogBatch.Stream> streams, boolean replayed) throws IOException {
        long sequence = firstSequence;
        for (LogBatch.Stream stream : streams) {
            Target target = new Target(stream.labels(), replayed);
            BitSet doomed = replayed ? deletions.doomed(stream, sequence) : NONE;
            for (int i = 0; i < stream.size(); i++, sequence++) {
                if (!doomed.get(i)) {
                    target.add(sequence, stream, i);
                }
            }
            arrivals.collected(sequence - 1);
        }
    }

    /** The block being sealed no longer counts as open. */
    void detached(OpenBlock block) {
        openBytes -= block.weight();
    }

    /** Where lines of one stream go; remembers the day of the line before. */
    private final class Target {
        private final Labels labels;
        private final boolean replayed;
        private @Nullable Day day;
        private @Nullable DayStream stream;

        Target(Labels labels, boolean replayed) {
            this.labels = labels;
            this.replayed = replayed;
        }

        void add(long sequence, LogBatch.Stream from, int line) throws IOException {
            long time = from.timestampNanos(line);
            Day present = day;
            DayStream into = stream;
            if (present == null || into == null || present.number() != Day.ofNanos(time)) {
                present = days.get(Day.ofNanos(time));
                into = present.stream(labels);
                day = present;
                stream = into;
                arrivals.touch(present, into, sequence);
            }
            if (replayed && sequence <= into.sealedThrough()) {
                return;
            }
            if (isThere(present, into, from, line)) {
                duplicates++;
                return;
            }
            OpenBlock block = into.openOrNew(arrays, clock.millis(), sequence);
            long before = block.weight();
            block.add(
                    sequence,
                    time,
                    from.text(),
                    from.lineStart(line),
                    from.lineEnd(line),
                    from.metadata(line),
                    config.detectLevels() ? level(into.level(), from, line) : Level.UNKNOWN);
            into.added(time);
            openBytes += block.weight() - before;
            if (block.textBytes() >= config.blockBytes() || block.weight() >= 2L * config.blockBytes()) {
                into.detach();
                detached(block);
                sealer.submit(present, into, block);
            }
        }
    }

    /** {@code ofStream}: what the stream's labels say, or null. */
    static Level level(@Nullable Level ofStream, LogBatch.Stream from, int line) {
        Labels metadata = from.metadata(line);
        Level level = metadata.isEmpty() ? null : LevelDetector.of(metadata);
        if (level == null) {
            level = ofStream;
        }
        return level != null ? level : LevelDetector.of(from.text(), from.lineStart(line), from.lineEnd(line));
    }

    private boolean isThere(Day day, DayStream stream, LogBatch.Stream from, int line) {
        if (stream.endsBefore(from.timestampNanos(line))) {
            return false;
        }
        OpenBlock open = stream.open();
        if (open != null && holds(open, from, line)) {
            return true;
        }
        long hidden = deletions.hiddenBelow(from, line);
        for (OpenBlock block : stream.sealing()) {
            if (block.lastSequence() >= hidden && holds(block, from, line)) {
                return true;
            }
        }
        return stream.sealedMayHold(from.timestampNanos(line)) && isSealed(day, stream, from, line, hidden);
    }

    private static boolean holds(OpenBlock block, LogBatch.Stream from, int line) {
        return block.contains(
                from.timestampNanos(line), from.text(), from.lineStart(line), from.lineEnd(line), from.metadata(line));
    }

    /** In blocks of lines from number {@code hidden} on: those before are to be deleted. */
    private boolean isSealed(Day day, DayStream stream, LogBatch.Stream from, int line, long hidden) {
        long time = from.timestampNanos(line);
        for (int i = stream.sealed().size() - 1; i >= 0; i--) {
            BlockEntry entry = stream.sealed().get(i);
            if (entry.header().lastSequence() >= hidden
                    && time >= entry.header().minNanos()
                    && time <= entry.header().maxNanos()) {
                if (!lookInto(day, entry)) {
                    continue;
                }
                long hash = LineTable.hash(time, from.text(), from.lineStart(line), from.lineEnd(line));
                Lines lines = lookedIntoLines;
                LineTable table = lookedIntoTable;
                if (lines != null
                        && table != null
                        && table.contains(
                                lines,
                                hash,
                                time,
                                from.text(),
                                from.lineStart(line),
                                from.lineEnd(line),
                                from.metadata(line))) {
                    return true;
                }
            }
        }
        return false;
    }

    /** False where the block cannot be read: then a resent line is stored twice rather than a new one lost. */
    private boolean lookInto(Day day, BlockEntry entry) {
        if (entry.equals(lookedInto)) {
            return true;
        }
        try {
            Lines lines = day.stored().read(entry).lines();
            lookedIntoLines = lines;
            lookedIntoTable = LineTable.of(lines);
            lookedInto = entry;
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.warn("could not look for duplicates in a sealed block: {}", e.getMessage());
            return false;
        }
    }
}
