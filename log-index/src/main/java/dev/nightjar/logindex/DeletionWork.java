package dev.nightjar.logindex;

import dev.nightjar.model.LogDeletion.State;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries deletions out, the oldest first, day by day: takes the lines out of every block that may hold some, then gives
 * the space back. A day is noted as done once that is committed; after a crash the others are gone through again, and
 * what was taken out already is simply not found. On the sealing thread, which looks after its other work in between.
 */
final class DeletionWork {
    private static final Logger LOG = LoggerFactory.getLogger(DeletionWork.class);
    private static final int BLOCKS_AT_ONCE = 32;

    private final Deletions deletions;
    private final Days days;
    private final Removal removal;
    private final Upkeep upkeep;
    private final ReentrantLock state;
    private final InstantSource clock;

    DeletionWork(
            Deletions deletions, Days days, Removal removal, Upkeep upkeep, ReentrantLock state, InstantSource clock) {
        this.deletions = deletions;
        this.days = days;
        this.removal = removal;
        this.upkeep = upkeep;
        this.state = state;
        this.clock = clock;
    }

    /** Does all there is to do, or as much as the disk lets. */
    void perform() {
        for (Deletion deletion : deletions.pending()) {
            try {
                carryOut(deletion);
            } catch (IOException | RuntimeException e) {
                String why = "it is tried again: " + e.getMessage();
                if (!why.equals(deletion.problem)) {
                    LOG.warn("the deletion {} of {} could not go on", deletion.id(), deletion.query(), e);
                }
                deletions.note(deletion, each -> each.problem = why);
            }
        }
    }

    private void carryOut(Deletion deletion) throws IOException {
        if (deletion.state == State.ACCEPTED) {
            deletions.change(deletion, each -> each.state = State.RUNNING);
        }
        for (long number : days.within(deletion.range())) {
            if (upkeep.isEnding() || !deletion.isPending()) {
                return;
            }
            Day day = deletion.doneDays.contains(number) ? null : days.pinnedOrNull(number);
            if (day != null) {
                try {
                    clean(day, deletion);
                } finally {
                    day.unpin();
                }
            }
        }
        if (deletion.isPending() && !upkeep.isEnding()) {
            finish(deletion);
        }
    }

    /** One that waits to be taken out. */
    private record Job(DayStream stream, BlockEntry entry) {}

    private void clean(Day day, Deletion deletion) throws IOException {
        upkeep.sealQueued();
        List<Job> jobs = jobs(day, deletion);
        deletions.note(deletion, each -> each.blocksToDo += jobs.size());
        LineSearch search = new LineSearch(deletion.condition().filters());
        long linesBefore = deletion.linesDeleted;
        long freed = 0;
        for (int i = 0; i < jobs.size(); i++) {
            if (i % BLOCKS_AT_ONCE == BLOCKS_AT_ONCE - 1) {
                upkeep.routine();
            }
            if (upkeep.isEnding() || !deletion.isPending()) {
                deletions.note(deletion, each -> each.blocksToDo = each.blocksDone);
                break;
            }
            freed += clean(day, jobs.get(i), search, deletion);
            deletions.note(deletion, each -> each.blocksDone++);
        }
        if (deletion.linesDeleted > linesBefore) {
            removal.reclaim(day);
        }
        if (deletion.isPending() && !upkeep.isEnding()) {
            long bytes = freed;
            deletions.change(deletion, each -> {
                each.bytesFreed += bytes;
                each.doneDays.add(day.number());
            });
        }
    }

    private List<Job> jobs(Day day, Deletion deletion) {
        BitSet candidates = day.signatures().candidates(deletion.condition().filters());
        List<Job> jobs = new ArrayList<>();
        state.lock();
        try {
            for (DayStream stream : day.streams()) {
                for (BlockEntry entry : stream.sealed()) {
                    BlockHeader header = entry.header();
                    if ((candidates == null || candidates.get(entry.ordinal()))
                            && deletion.mayConcern(
                                    stream.labels(), header.minNanos(), header.maxNanos(), header.lastSequence() + 1)) {
                        jobs.add(new Job(stream, entry));
                    }
                }
            }
        } finally {
            state.unlock();
        }
        return jobs;
    }

    /** Says how many bytes that frees. */
    private long clean(Day day, Job job, LineSearch search, Deletion deletion) throws IOException {
        Block.Found found;
        BitSet doomed;
        try {
            found = day.stored().readUndamaged(job.entry()).find(search);
            doomed = deletion.doomed(job.stream().labels(), found.lines(), found.matching(), deletions.detectLevels());
        } catch (LogIndexException | ByteReader.Malformed e) {
            LOG.warn("a block cannot be read, and nothing deleted from it: {}", e.getMessage());
            deletions.note(deletion, each -> {
                each.blocksUnreadable++;
                each.problem = "nothing was deleted from blocks that cannot be read, such as: " + e.getMessage();
            });
            return 0;
        }
        if (doomed.isEmpty()) {
            return 0;
        }
        long freed = removal.take(day, job.stream(), job.entry(), found.lines(), doomed, "deletion " + deletion.id());
        deletions.note(deletion, each -> each.linesDeleted += doomed.cardinality());
        return freed;
    }

    /** Only when the write-ahead log has none of the lines either. */
    private void finish(Deletion deletion) throws IOException {
        if (!upkeep.settle()) {
            throw new IOException("not everything could be written");
        }
        deletions.change(deletion, each -> {
            each.state = each.blocksUnreadable > 0 ? State.FAILED : State.DONE;
            each.problem = each.state == State.DONE ? "" : each.problem;
            each.ended = clock.instant();
        });
        LOG.info(
                "deletion {} of {}: {} lines, {} bytes freed",
                deletion.id(),
                deletion.query(),
                deletion.linesDeleted,
                deletion.bytesFreed);
    }
}
