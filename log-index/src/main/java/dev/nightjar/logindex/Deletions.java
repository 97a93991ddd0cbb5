package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineCondition;
import dev.nightjar.model.LogBatch;
import dev.nightjar.model.LogDeletion;
import dev.nightjar.model.LogDeletion.State;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The deletions asked for: which there are, and what of stored lines they hide. Thread-safe; durable with each change. */
final class Deletions {
    private static final Logger LOG = LoggerFactory.getLogger(Deletions.class);
    private static final int ENDED_KEPT = 1000;

    private final DeletionFile file;
    private final LineCondition.Language language;
    private final boolean detectLevels;
    /** The oldest first. */
    private final List<Deletion> all;

    private volatile boolean nonePending;

    private Deletions(DeletionFile file, LineCondition.Language language, boolean detectLevels, Damages damages)
            throws IOException {
        this.file = file;
        this.language = language;
        this.detectLevels = detectLevels;
        this.all = read(file, language, damages);
        this.nonePending = pending().isEmpty();
        for (Deletion each : all) {
            if (each.state == State.FAILED && each.ended == null) {
                LOG.warn("the deletion {} of {} is given up: {}", each.id(), each.query(), each.problem);
            }
        }
    }

    static Deletions open(Path folder, LineCondition.Language language, boolean detectLevels, Damages damages)
            throws IOException {
        return new Deletions(new DeletionFile(folder), language, detectLevels, damages);
    }

    private static List<Deletion> read(DeletionFile file, LineCondition.Language language, Damages damages)
            throws IOException {
        try {
            return file.read(language);
        } catch (LogIndexException e) {
            damages.lost(
                    file.file(),
                    "the list of deletions cannot be read (" + e.getMessage()
                            + "): lines of those that were not done are seen again, ask for them again. The file is kept as "
                            + damages.putAside(file.file()));
            return new ArrayList<>();
        }
    }

    boolean detectLevels() {
        return detectLevels;
    }

    /** Of a deletion that is asked for now. */
    LineCondition read(String query) {
        return language.readRequest(query);
    }

    /** A new one, durable when this returns; {@code sequence}: its lines have lower numbers. */
    synchronized Deletion add(String query, NanoRange range, long sequence, Instant accepted, LineCondition condition)
            throws IOException {
        Deletion deletion = new Deletion(newId(query, sequence, accepted), query, range, sequence, accepted, condition);
        List<Deletion> with = new ArrayList<>(all);
        with.add(deletion);
        while (with.stream().filter(each -> !each.isPending()).count() > ENDED_KEPT) {
            with.remove(
                    with.stream().filter(each -> !each.isPending()).findFirst().orElseThrow());
        }
        file.write(with);
        all.clear();
        all.addAll(with);
        nonePending = false;
        return deletion;
    }

    private String newId(String query, long sequence, Instant accepted) {
        for (int i = 0; ; i++) {
            byte[] named = (query + '\n' + sequence + '\n' + accepted + '\n' + i).getBytes(StandardCharsets.UTF_8);
            String id = DayHead.hex(Arrays.copyOf(DayStream.sha256().digest(named), 4));
            if (all.stream().noneMatch(each -> each.id().equals(id))) {
                return id;
            }
        }
    }

    /** The newest first. */
    synchronized List<LogDeletion> status() {
        return all.reversed().stream().map(Deletion::status).toList();
    }

    /** Those not over, the oldest first. */
    synchronized List<Deletion> pending() {
        return all.stream().filter(Deletion::isPending).toList();
    }

    /** False where there is none of this id, or it is over. */
    synchronized boolean cancel(String id, Instant now) throws IOException {
        for (Deletion each : all) {
            if (each.id().equals(id) && each.isPending()) {
                each.state = State.CANCELLED;
                each.ended = now;
                file.write(all);
                nonePending = pending().isEmpty();
                return true;
            }
        }
        return false;
    }

    /** Changes one in memory: what a crash may forget. */
    synchronized void note(Deletion deletion, Consumer<Deletion> change) {
        change.accept(deletion);
    }

    /** Changes one that is pending, on the disk too. */
    synchronized void change(Deletion deletion, Consumer<Deletion> change) throws IOException {
        if (deletion.isPending()) {
            change.accept(deletion);
            file.write(all);
            nonePending = pending().isEmpty();
        }
    }

    /** Which lines of a record of the write-ahead log were deleted after it was written. */
    synchronized BitSet doomed(LogBatch.Stream stream, long firstSequence) {
        BitSet doomed = new BitSet();
        for (Deletion each : all) {
            if (each.counts() && each.sequence() > firstSequence && matches(each, stream.labels())) {
                LinesCursor cursor = new LinesCursor(stream.labels(), lines(stream, 0, stream.size()), detectLevels);
                for (int i = 0; i < stream.size() && firstSequence + i < each.sequence(); i++) {
                    cursor.goTo(i);
                    if (!doomed.get(i)
                            && each.range().contains(stream.timestampNanos(i))
                            && each.condition().holds(cursor)) {
                        doomed.set(i);
                        each.linesDeleted += each.isPending() ? 1 : 0;
                    }
                }
            }
        }
        return doomed;
    }

    private static boolean matches(Deletion deletion, Labels labels) {
        return MatcherSet.allMatch(deletion.condition().matchers(), labels);
    }

    /**
     * Below which number a line that equals this one is hidden, and so not the same line: what is sent again after a
     * deletion was accepted is a line of its own. 0 for none.
     */
    long hiddenBelow(LogBatch.Stream stream, int line) {
        if (nonePending) {
            return 0;
        }
        long below = 0;
        for (Deletion each : pending()) {
            if (each.range().contains(stream.timestampNanos(line)) && matches(each, stream.labels())) {
                LinesCursor cursor = new LinesCursor(stream.labels(), lines(stream, line, line + 1), detectLevels);
                cursor.goTo(0);
                below = each.condition().holds(cursor) ? Math.max(below, each.sequence()) : below;
            }
        }
        return below;
    }

    private static Lines lines(LogBatch.Stream stream, int from, int to) {
        int size = to - from;
        long[] times = new long[size];
        int[] ends = new int[size];
        byte[] levels = new byte[size];
        Labels[] metadata = new Labels[size];
        ByteWriter text = new ByteWriter(1024);
        Level ofStream = LevelDetector.of(stream.labels());
        for (int i = 0; i < size; i++) {
            int line = from + i;
            times[i] = stream.timestampNanos(line);
            text.write(stream.text(), stream.lineStart(line), stream.lineEnd(line) - stream.lineStart(line));
            ends[i] = text.size();
            levels[i] = (byte) Collecting.level(ofStream, stream, line).code();
            metadata[i] = stream.metadata(line);
        }
        return new Lines(size, times, text.toBytes(), ends, levels, false, () -> metadata);
    }
}
