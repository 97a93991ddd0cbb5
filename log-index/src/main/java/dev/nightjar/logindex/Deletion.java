package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineCondition;
import dev.nightjar.model.LogCursor;
import dev.nightjar.model.LogDeletion;
import dev.nightjar.model.LogDeletion.State;
import dev.nightjar.model.NanoRange;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A deletion that was asked for. Which lines it is about never changes; how far it is, the thread that carries it out
 * changes, under {@link Deletions}' lock.
 */
final class Deletion {
    private final String id;
    private final String query;
    private final NanoRange range;
    private final long sequence;
    private final Instant accepted;
    /** Null where the text cannot be read any more; nothing is deleted then. */
    private final @Nullable LineCondition condition;

    volatile State state = State.ACCEPTED;
    long blocksToDo;
    long blocksDone;
    /** Blocks that cannot be read, and so not be cleaned. */
    long blocksUnreadable;

    long linesDeleted;
    long bytesFreed;

    @Nullable
    Instant ended;

    String problem = "";
    /** Days whose files have none of the lines. */
    final TreeSet<Long> doneDays = new TreeSet<>();

    /** {@code sequence}: only lines of lower numbers, which were there when it was asked for. */
    Deletion(
            String id,
            String query,
            NanoRange range,
            long sequence,
            Instant accepted,
            @Nullable LineCondition condition) {
        this.id = id;
        this.query = query;
        this.range = range;
        this.sequence = sequence;
        this.accepted = accepted;
        this.condition = condition;
    }

    String id() {
        return id;
    }

    String query() {
        return query;
    }

    NanoRange range() {
        return range;
    }

    long sequence() {
        return sequence;
    }

    Instant accepted() {
        return accepted;
    }

    boolean isPending() {
        return state == State.ACCEPTED || state == State.RUNNING;
    }

    /** Whether its lines are not to be seen, or brought back from the write-ahead log. */
    boolean counts() {
        return state != State.CANCELLED && state != State.FAILED && condition != null;
    }

    LineCondition condition() {
        if (condition == null) {
            throw new IllegalStateException("the deletion " + id + " has no condition");
        }
        return condition;
    }

    /** Whether the line where the cursor stands, of this number, is to be deleted. */
    boolean hides(LogCursor line, long number) {
        return number < sequence
                && range.contains(line.timestampNanos())
                && MatcherSet.allMatch(condition().matchers(), line.labels())
                && condition().holds(line);
    }

    /** Whether lines of the stream, all numbered below {@code endSequence}, may be among those to be deleted. */
    boolean mayConcern(Labels labels, long firstNanos, long lastNanos, long endSequence) {
        return endSequence <= sequence
                && range.overlaps(firstNanos, lastNanos)
                && MatcherSet.allMatch(condition().matchers(), labels);
    }

    /** Which of a concerned stream's lines, in order of time, are to be deleted. */
    BitSet doomed(Labels labels, Lines lines, @Nullable BitSet candidates, boolean detectLevels) {
        BitSet doomed = new BitSet();
        LinesCursor cursor = new LinesCursor(labels, lines, detectLevels);
        int end = lines.firstNotBefore(range.endNanos());
        for (int i = lines.firstNotBefore(range.startNanos()); i < end; i++) {
            if (candidates == null || candidates.get(i)) {
                cursor.goTo(i);
                if (condition().holds(cursor)) {
                    doomed.set(i);
                }
            }
        }
        return doomed;
    }

    LogDeletion status() {
        return new LogDeletion(
                id,
                query,
                range,
                accepted,
                state,
                blocksToDo,
                blocksDone,
                linesDeleted,
                bytesFreed,
                Optional.ofNullable(ended),
                problem);
    }
}
