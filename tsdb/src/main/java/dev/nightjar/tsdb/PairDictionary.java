package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;

/**
 * Numbers every distinct (name, value) pair and keeps its postings: the series that have it. Texts exist once.
 *
 * <p>Guarded by {@link SeriesIndex}.
 */
final class PairDictionary {
    private static final int[] NONE = {};

    private final Map<Label, Integer> idOf = new HashMap<>();
    private final List<Label> pairs = new ArrayList<>();
    private final List<RoaringBitmap> postings = new ArrayList<>();
    private final Map<String, Values> byName = new HashMap<>();

    /** The pairs of one name. */
    private static final class Values {
        private final String name;
        private int[] ids = NONE;
        private int count;

        Values(String name) {
            this.name = name;
        }

        void add(int id) {
            if (count == ids.length) {
                ids = Arrays.copyOf(ids, Math.max(4, 2 * count));
            }
            ids[count++] = id;
        }
    }

    /** The pair's number, or -1. */
    int find(String name, String value) {
        return idOf.getOrDefault(new Label(name, value), -1);
    }

    int add(String name, String value) {
        int id = pairs.size();
        Values values = byName.computeIfAbsent(name, Values::new);
        Label pair = new Label(values.name, value);
        values.add(id);
        idOf.put(pair, id);
        pairs.add(pair);
        postings.add(new RoaringBitmap());
        return id;
    }

    int size() {
        return pairs.size();
    }

    Label pair(int id) {
        return pairs.get(id);
    }

    RoaringBitmap postings(int id) {
        return postings.get(id);
    }

    /** Numbers of all pairs with this name. */
    int[] idsOf(String name) {
        Values values = byName.get(name);
        return values == null ? NONE : Arrays.copyOf(values.ids, values.count);
    }
}
