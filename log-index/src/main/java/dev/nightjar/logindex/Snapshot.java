package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LogSelection.LineFilter;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The runs that a selection may need, as they were at one moment; keeps their days' files open until closed. */
final class Snapshot implements AutoCloseable {
    /** A day's blocks, and of its streams, by number, the labels of those that are selected. */
    private record Blocks(
            Day day, BlockTable.View view, @Nullable Labels[] labels) {
        /** The block's labels; null where the selection does not need it. */
        @Nullable
        Labels selected(BlockEntry entry, NanoRange range) {
            BlockHeader header = entry.header();
            return range.overlaps(header.minNanos(), header.maxNanos()) ? labels[header.streamId()] : null;
        }
    }

    private final List<Day> days;
    private final List<Blocks> blocks = new ArrayList<>();
    private final List<Run> runs = new ArrayList<>();
    private long through;
    private final Deletions deletions;
    /** Whose lines are not to be seen, though files have them still. */
    private List<Deletion> pending = List.of();

    private int pins = 1;
    private boolean closed;

    Snapshot(List<Day> pinnedDays, Deletions deletions) {
        this.days = pinnedDays;
        this.deletions = deletions;
    }

    /** Takes note of what there is, up to the line of number {@code last}. With the store's lock held. */
    void collect(MatcherSet matchers, NanoRange range, long last) {
        through = last;
        pending = deletions.pending();
        for (Day day : days) {
            @Nullable Labels[] labels = new @Nullable Labels[day.streamIds()];
            for (DayStream stream : day.streams()) {
                if (matchers.matches(stream.labels())) {
                    labels[stream.id()] = stream.labels();
                    stream.sealing().forEach(block -> collect(stream, block, range));
                    collect(stream, stream.open(), range);
                }
            }
            blocks.add(new Blocks(day, day.blocks(), labels));
        }
    }

    /** The highest number of a line that was there. */
    long through() {
        return through;
    }

    private void collect(DayStream stream, @Nullable OpenBlock block, NanoRange range) {
        if (block != null && range.overlaps(block.minNanos(), block.maxNanos())) {
            runs.add(masked(
                    new Run.Open(stream.labels(), block.minNanos(), block.maxNanos(), block.view()),
                    block.lastSequence()));
        }
    }

    private Run masked(Run run, long lastSequence) {
        List<Deletion> concerning = pending.isEmpty()
                ? pending
                : pending.stream()
                        .filter(each -> each.mayConcern(run.labels(), run.minNanos(), run.maxNanos(), lastSequence + 1))
                        .toList();
        return concerning.isEmpty() ? run : new Run.Masked(run, concerning, deletions.detectLevels());
    }

    /**
     * The runs, sealed ones first, by stream where there is no filter; without those whose signature says that none of
     * their lines can fulfil the filters. Without the lock.
     */
    List<Run> runs(NanoRange range, List<LineFilter> filters) {
        List<Run> all = new ArrayList<>();
        for (Blocks each : blocks) {
            BitSet candidates =
                    filters.isEmpty() ? null : each.day().signatures().candidates(filters);
            if (candidates == null) {
                addAll(each, 0, range, all);
            } else {
                addSome(each, candidates, range, all);
            }
        }
        all.addAll(runs);
        return all;
    }

    /** Counts all lines, without making runs of blocks whose entries need not be looked at. Without the lock. */
    void count(VolumeCount count, NanoRange range) throws IOException {
        List<Run> left = new ArrayList<>();
        for (Blocks each : blocks) {
            if (pending.isEmpty() && count.goesByMinutes()) {
                MinuteCells.Cells cells = each.day().minutes().of(each.view());
                addSome(each, count.add(cells, each.labels()), range, left);
                addAll(each, cells.blocks(), range, left);
            } else {
                addAll(each, 0, range, left);
            }
        }
        left.addAll(runs);
        for (Run run : left) {
            count.add(run);
        }
    }

    /** The blocks that cannot be read, of those that the selection may need. Without the lock. */
    List<LostLines> lost(NanoRange range, List<LineFilter> filters) {
        List<LostLines> lost = new ArrayList<>();
        for (Blocks each : blocks) {
            BitSet damaged = each.day().stored().lost();
            BitSet candidates = damaged.isEmpty() || filters.isEmpty()
                    ? null
                    : each.day().signatures().candidates(filters);
            if (candidates != null) {
                damaged.and(candidates);
            }
            for (int i = damaged.nextSetBit(0); i >= 0 && i < each.view().count(); i = damaged.nextSetBit(i + 1)) {
                BlockEntry entry = each.view().entry(i);
                Labels labels = entry == null ? null : each.selected(entry, range);
                if (entry != null && labels != null) {
                    lost.add(each.day()
                            .stored()
                            .lost(entry, Day.folderName(each.day().number()), labels));
                }
            }
        }
        return lost;
    }

    private void addAll(Blocks of, int first, NanoRange range, List<Run> to) {
        for (int i = first; i < of.view().count(); i++) {
            add(of, of.view().entry(i), range, to);
        }
    }

    private void addSome(Blocks of, BitSet ordinals, NanoRange range, List<Run> to) {
        int count = of.view().count();
        for (int i = ordinals.nextSetBit(0); i >= 0 && i < count; i = ordinals.nextSetBit(i + 1)) {
            add(of, of.view().entry(i), range, to);
        }
    }

    private void add(Blocks of, @Nullable BlockEntry entry, NanoRange range, List<Run> to) {
        Labels labels = entry == null ? null : of.selected(entry, range);
        if (entry != null && labels != null) {
            to.add(masked(
                    new Run.Sealed(of.day(), labels, entry), entry.header().lastSequence()));
        }
    }

    /** Keeps the files open until {@link #unpin}, also when it is closed meanwhile. False where it is closed already. */
    synchronized boolean pin() {
        if (pins == 0) {
            return false;
        }
        pins++;
        return true;
    }

    synchronized void unpin() {
        if (--pins == 0) {
            for (Day day : days) {
                try {
                    day.unpin();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            unpin();
        }
    }
}
