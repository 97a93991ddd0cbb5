package dev.nightjar.logindex;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/** The blocks in memory, over all loaded days, and handing them over to be sealed. Guarded by the store's lock. */
final class OpenBlocks {
    private final Days days;
    private final Sealer sealer;
    private final Collecting collecting;

    OpenBlocks(Days days, Sealer sealer, Collecting collecting) {
        this.days = days;
        this.sealer = sealer;
        this.collecting = collecting;
    }

    private record OpenIn(Day day, DayStream stream, OpenBlock block) {}

    private List<OpenIn> all() {
        List<OpenIn> open = new ArrayList<>();
        for (Day day : days.loaded()) {
            for (DayStream stream : day.streams()) {
                OpenBlock block = stream.open();
                if (block != null) {
                    open.add(new OpenIn(day, stream, block));
                }
            }
        }
        return open;
    }

    private void seal(OpenIn each) {
        each.stream().detach();
        collecting.detached(each.block());
        sealer.submit(each.day(), each.stream(), each.block());
    }

    /** Hands over those that {@code which} says. */
    void seal(Predicate<OpenBlock> which) {
        all().stream().filter(each -> which.test(each.block())).forEach(this::seal);
    }

    /** Hands over those of the streams that {@code which} says. */
    void sealOf(Predicate<DayStream> which) {
        all().stream().filter(each -> which.test(each.stream())).forEach(this::seal);
    }

    /** Hands over the largest while all together are over {@code mostBytes}, until a quarter of that is free. */
    void keepWithin(long mostBytes) {
        if (collecting.openBytes() <= mostBytes) {
            return;
        }
        List<OpenIn> open = all();
        open.sort(
                Comparator.comparingLong((OpenIn each) -> each.block().weight()).reversed());
        for (OpenIn each : open) {
            if (collecting.openBytes() <= mostBytes * 3 / 4) {
                return;
            }
            seal(each);
        }
    }

    /** The first line's number that is not in a sealed block; {@code next} where all are. */
    long firstUnsealed(long next) {
        long first = next;
        for (Day day : days.loaded()) {
            for (DayStream stream : day.streams()) {
                for (OpenBlock block : stream.sealing()) {
                    first = Math.min(first, block.firstSequence());
                }
                OpenBlock open = stream.open();
                first = open == null ? first : Math.min(first, open.firstSequence());
            }
        }
        return first;
    }
}
