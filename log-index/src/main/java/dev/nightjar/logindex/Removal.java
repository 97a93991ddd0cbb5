package dev.nightjar.logindex;

import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Takes lines out of sealed blocks and gives their space back. What is left of a block is written behind all others;
 * afterwards, files in which something is not needed any more are replaced by what is needed of them. All of it counts
 * with a commit of the day, so a crash leaves either everything as it was or nothing to be seen of it. On the sealing
 * thread.
 */
final class Removal {
    private final ReentrantLock state;
    private final Sealer sealer;
    private final Arrivals arrivals;
    private final InstantSource clock;
    private final BlockEncoder encoder = new BlockEncoder();

    Removal(ReentrantLock state, Sealer sealer, Arrivals arrivals, InstantSource clock) {
        this.state = state;
        this.sealer = sealer;
        this.arrivals = arrivals;
        this.clock = clock;
    }

    /** Takes the doomed ones of {@code lines}, all that the block has, out of it; says how many bytes that frees. */
    long take(Day day, DayStream stream, BlockEntry entry, Lines lines, BitSet doomed, String cause)
            throws IOException {
        Lines left = Survivors.of(lines, doomed);
        if (left.size() == 0) {
            return takeAll(day, stream, entry, cause);
        }
        BlockHeader header = entry.header().of(left);
        BlockEncoder.Encoded encoded = encoder.encode(header, stream.labels(), left, day.templates());
        BlockEntry now = day.shrink(entry, encoded, header, doomed.cardinality(), cause, clock.millis());
        enterShrunk(day, stream, now);
        return (long) entry.place().length() - now.place().length();
    }

    /** Takes all lines out of the block; says how many bytes that frees. */
    long takeAll(Day day, DayStream stream, BlockEntry entry, String cause) throws IOException {
        BlockHeader header = entry.header();
        enterShrunk(day, stream, day.shrink(entry, null, header.emptied(), header.lines(), cause, clock.millis()));
        return entry.place().length();
    }

    private void enterShrunk(Day day, DayStream stream, BlockEntry now) {
        state.lock();
        try {
            arrivals.forget(now);
            day.enterChange(stream, now);
        } finally {
            state.unlock();
        }
    }

    private void enter(Day day, DayStream stream, BlockEntry now) {
        state.lock();
        try {
            day.enterChange(stream, now);
        } finally {
            state.unlock();
        }
    }

    /** Commits the day and gives back what its files hold in vain. */
    void reclaim(Day day) throws IOException {
        Map<Integer, Long> sizes = day.payload().sizes();
        List<Integer> wasteful = new ArrayList<>();
        for (Map.Entry<Integer, Long> file : sizes.entrySet()) {
            long needed = entriesIn(day, file.getKey()).stream()
                    .mapToLong(entry -> entry.place().length())
                    .sum();
            if (needed < file.getValue()) {
                wasteful.add(file.getKey());
            }
        }
        if (!wasteful.isEmpty()) {
            day.payload().endFile();
        }
        for (int file : wasteful) {
            for (BlockEntry entry : entriesIn(day, file)) {
                enter(day, day.streamOf(entry), day.move(entry));
            }
            day.payload().giveUp(file);
        }
        if (!sealer.commit(List.of(day))) {
            throw new IOException("the day " + Day.folderName(day.number()) + " could not be committed");
        }
    }

    private List<BlockEntry> entriesIn(Day day, int file) {
        BlockTable.View blocks;
        state.lock();
        try {
            blocks = day.blocks();
        } finally {
            state.unlock();
        }
        List<BlockEntry> found = new ArrayList<>();
        for (int i = 0; i < blocks.count(); i++) {
            BlockEntry entry = blocks.entry(i);
            if (entry != null
                    && entry.place().file() == file
                    && entry.place().length() > 0
                    && !day.stored().isLost(entry)) {
                found.add(entry);
            }
        }
        return found;
    }
}
