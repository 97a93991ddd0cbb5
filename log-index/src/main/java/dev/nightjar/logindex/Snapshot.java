package dev.nightjar.logindex;

import dev.nightjar.model.LogSelection.LineFilter;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The runs that a selection may need, as they were at one moment; keeps their days' files open until closed. */
final class Snapshot implements AutoCloseable {
    private final List<Day> days;
    private final List<Run> runs = new ArrayList<>();
    private boolean closed;

    Snapshot(List<Day> pinnedDays) {
        this.days = pinnedDays;
    }

    /** With the store's lock held. */
    void collect(MatcherSet matchers, NanoRange range) {
        for (Day day : days) {
            for (DayStream stream : day.streams()) {
                if (matchers.matches(stream.labels())) {
                    collect(day, stream, range);
                }
            }
        }
    }

    private void collect(Day day, DayStream stream, NanoRange range) {
        for (BlockEntry entry : stream.sealed()) {
            if (range.overlaps(entry.header().minNanos(), entry.header().maxNanos())) {
                runs.add(new Run.Sealed(day, stream.labels(), entry));
            }
        }
        stream.sealing().forEach(block -> collect(stream, block, range));
        collect(stream, stream.open(), range);
    }

    private void collect(DayStream stream, @Nullable OpenBlock block, NanoRange range) {
        if (block != null && range.overlaps(block.minNanos(), block.maxNanos())) {
            runs.add(new Run.Open(stream.labels(), block.minNanos(), block.maxNanos(), block.view()));
        }
    }

    List<Run> runs() {
        return runs;
    }

    /** Leaves out sealed blocks whose signature says that none of their lines can fulfil the filters. */
    void prune(List<LineFilter> filters) {
        if (filters.isEmpty()) {
            return;
        }
        Map<Day, BitSet> candidates = new HashMap<>();
        for (Day day : days) {
            BitSet some = day.signatures().candidates(filters);
            if (some != null) {
                candidates.put(day, some);
            }
        }
        runs.removeIf(run -> {
            if (!(run instanceof Run.Sealed sealed)) {
                return false;
            }
            BitSet some = candidates.get(sealed.day());
            return some != null && !some.get(sealed.entry().ordinal());
        });
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            for (Day day : days) {
                try {
                    day.unpin();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
