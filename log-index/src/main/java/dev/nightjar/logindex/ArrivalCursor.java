package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import dev.nightjar.model.LineShape;
import dev.nightjar.model.LogArrivals;
import dev.nightjar.model.LostLines;
import dev.nightjar.model.NanoRange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** Walks over lines in the order in which they came: the blocks that have some, merged by their lines' numbers. */
final class ArrivalCursor implements LogArrivals {
    private final PriorityQueue<ArrivalSource> sources =
            new PriorityQueue<>(Comparator.comparingLong(ArrivalSource::number));
    private final Set<Day> pinned = new HashSet<>();
    private final Set<LostLines> lost = new LinkedHashSet<>();
    private final long end;
    private final boolean detectLevels;
    private List<Deletion> deletions = List.of();
    private @Nullable ArrivalSource source;
    private @Nullable Lines lines;
    private int place;
    private long number;
    private boolean closed;

    /** Lines after {@code after}, up to {@code end}. */
    private ArrivalCursor(long after, long end, boolean detectLevels) {
        this.number = after;
        this.end = end;
        this.detectLevels = detectLevels;
    }

    static ArrivalCursor nothing(long after) {
        return new ArrivalCursor(after, after, false);
    }

    static ArrivalCursor of(
            Days days,
            ReentrantLock storeLock,
            Arrivals arrivals,
            Deletions deletions,
            MatcherSet matchers,
            long after,
            long end)
            throws IOException {
        ArrivalCursor cursor = new ArrivalCursor(after, end, deletions.detectLevels());
        cursor.deletions = deletions.pending();
        storeLock.lock();
        try {
            List<Map.Entry<DayStream, Day>> streams = arrivals.streamsAfter(after);
            if (streams != null) {
                cursor.collect(streams, arrivals, matchers, after);
                return cursor;
            }
        } finally {
            storeLock.unlock();
        }
        // the reader has been away since before this start: its lines may be in any day
        List<Day> all = days.pinned(NanoRange.ALL);
        cursor.pinned.addAll(all);
        storeLock.lock();
        try {
            cursor.collect(streams(all, after), arrivals, matchers, after);
            return cursor;
        } finally {
            storeLock.unlock();
        }
    }

    private static List<Map.Entry<DayStream, Day>> streams(List<Day> days, long after) {
        List<Map.Entry<DayStream, Day>> streams = new ArrayList<>();
        for (Day day : days) {
            for (DayStream stream : day.streams()) {
                if (stream.lastArrival() > after) {
                    streams.add(Map.entry(stream, day));
                }
            }
        }
        return streams;
    }

    /** With the store's lock held. */
    private void collect(List<Map.Entry<DayStream, Day>> streams, Arrivals arrivals, MatcherSet matchers, long after) {
        for (Map.Entry<DayStream, Day> each : streams) {
            DayStream stream = each.getKey();
            if (matchers.matches(stream.labels()) && pin(each.getValue())) {
                sealed(stream, each.getValue(), arrivals, after);
                stream.sealing().forEach(block -> add(ArrivalSource.open(stream.labels(), block, after)));
                OpenBlock open = stream.open();
                if (open != null) {
                    add(ArrivalSource.open(stream.labels(), open, after));
                }
            }
        }
    }

    private boolean pin(Day day) {
        if (pinned.contains(day)) {
            return true;
        }
        boolean there = day.pin();
        if (there) {
            pinned.add(day);
        }
        return there;
    }

    private void sealed(DayStream stream, Day day, Arrivals arrivals, long after) {
        for (BlockEntry entry : stream.sealed().reversed()) {
            if (entry.header().lastSequence() <= after) {
                return;
            }
            add(ArrivalSource.sealed(new Run.Sealed(day, stream.labels(), entry), arrivals.order(entry), after));
        }
    }

    private void add(ArrivalSource found) {
        if (found.hasNext() && found.number() <= end) {
            sources.add(found);
        }
    }

    @Override
    public boolean next() {
        if (closed) {
            throw new IllegalStateException("the cursor is closed");
        }
        while (step()) {
            if (deletions.isEmpty() || deletions.stream().noneMatch(each -> each.hides(this, number))) {
                return true;
            }
        }
        return false;
    }

    private boolean step() {
        while (true) {
            ArrivalSource top = sources.poll();
            source = top;
            if (top == null) {
                number = end;
                return false;
            }
            long expected = top.number();
            try {
                lines = top.lines();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            top.lost().ifPresent(lost::add);
            if (top.hasNext() && top.number() == expected) {
                number = expected;
                place = top.take();
                add(top);
                return true;
            }
            add(top);
        }
    }

    @Override
    public long through() {
        return mayStop() ? number : number - 1;
    }

    @Override
    public boolean mayStop() {
        ArrivalSource next = sources.peek();
        return next == null || next.number() > number;
    }

    @Override
    public List<LostLines> lost() {
        return List.copyOf(lost);
    }

    private Lines present() {
        return Objects.requireNonNull(lines, "next() was not called or answered false");
    }

    @Override
    public Labels labels() {
        return Objects.requireNonNull(source, "next() was not called or answered false")
                .labels();
    }

    @Override
    public long timestampNanos() {
        return present().timestamp(place);
    }

    @Override
    public byte[] line() {
        return present().line(place);
    }

    @Override
    public Labels metadata() {
        Labels metadata = present().metadata(place);
        return detectLevels ? MergedCursor.withLevel(metadata, present().level(place)) : metadata;
    }

    @Override
    public @Nullable LineShape shape() {
        return present().shape(place);
    }

    @Override
    public byte[] slot(int slot) {
        return present().slot(place, slot);
    }

    @Override
    public boolean isDecimal(int slot) {
        return present().isDecimal(place, slot);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            for (Day day : pinned) {
                try {
                    day.unpin();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }
}
