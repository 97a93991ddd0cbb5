package dev.nightjar.tsdb;

import dev.nightjar.model.SeriesStatistics.Count;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Keeps the largest of very many counts; names are made only for those that are kept. */
final class Largest {
    private static final Comparator<Count> BY_SIZE =
            Comparator.comparingLong(Count::count).thenComparing(Count::name, Comparator.reverseOrder());

    private final int limit;
    private final PriorityQueue<Count> kept = new PriorityQueue<>(BY_SIZE);

    Largest(int limit) {
        this.limit = limit;
    }

    void offer(long count, Supplier<String> name) {
        if (count <= 0 || limit <= 0) {
            return;
        }
        if (kept.size() == limit) {
            if (count < kept.element().count()) {
                return;
            }
            kept.add(new Count(name.get(), count));
            kept.remove();
        } else {
            kept.add(new Count(name.get(), count));
        }
    }

    /** The largest first; where counts are equal, by name. */
    List<Count> list() {
        List<Count> sorted = new ArrayList<>(kept);
        sorted.sort(BY_SIZE.reversed());
        return sorted;
    }
}
