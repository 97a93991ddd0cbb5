package dev.nightjar.tsdb;

import dev.nightjar.model.Label;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/**
 * Numbers every distinct (name, value) pair and keeps its postings: the series that have it. Texts exist once. The
 * number of a pair that was forgotten is not given again before a restart: what is left of it is two references.
 *
 * <p>Guarded by {@link SeriesIndex}.
 */
final class PairDictionary {
    private static final int[] NONE = {};

    private final Map<Label, Integer> idOf = new HashMap<>();
    private final List<@Nullable Label> pairs = new ArrayList<>();
    private final List<@Nullable RoaringBitmap> postings = new ArrayList<>();
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

        void removeAll(RoaringBitmap gone) {
            int kept = 0;
            for (int i = 0; i < count; i++) {
                if (!gone.contains(ids[i])) {
                    ids[kept++] = ids[i];
                }
            }
            count = kept;
            if (4 * kept < ids.length) {
                ids = Arrays.copyOf(ids, kept);
            }
        }
    }

    /** The pair's number, or -1. */
    int find(String name, String value) {
        return idOf.getOrDefault(new Label(name, value), -1);
    }

    int add(String name, String value) {
        int id = pairs.size();
        put(id, name, value);
        return id;
    }

    /** Takes in a pair under its number, which must be greater than all before; false if the pair is there already. */
    boolean load(int id, Label pair) {
        if (id < pairs.size() || idOf.containsKey(pair)) {
            return false;
        }
        while (pairs.size() < id) {
            pairs.add(null);
            postings.add(null);
        }
        put(id, pair.name(), pair.value());
        return true;
    }

    private void put(int id, String name, String value) {
        Values values = byName.computeIfAbsent(name, Values::new);
        Label pair = new Label(values.name, value);
        values.add(id);
        idOf.put(pair, id);
        pairs.add(pair);
        postings.add(new RoaringBitmap());
    }

    /** Forgets pairs that no series has. */
    void removeAll(RoaringBitmap gone) {
        Set<String> names = new HashSet<>();
        gone.forEach((int id) -> {
            Label pair = pair(id);
            names.add(pair.name());
            idOf.remove(pair);
            pairs.set(id, null);
            postings.set(id, null);
        });
        for (String name : names) {
            Values values = Objects.requireNonNull(byName.get(name));
            values.removeAll(gone);
            if (values.count == 0) {
                byName.remove(name);
            }
        }
    }

    /** Numbers of pairs that no series has. */
    RoaringBitmap unused() {
        RoaringBitmap unused = new RoaringBitmap();
        for (int id = 0; id < postings.size(); id++) {
            RoaringBitmap series = postings.get(id);
            if (series != null && series.isEmpty()) {
                unused.add(id);
            }
        }
        return unused;
    }

    /** How many pairs there are. */
    int size() {
        return idOf.size();
    }

    boolean has(int id) {
        return id >= 0 && id < pairs.size() && pairs.get(id) != null;
    }

    Label pair(int id) {
        return Objects.requireNonNull(pairs.get(id));
    }

    RoaringBitmap postings(int id) {
        return Objects.requireNonNull(postings.get(id));
    }

    /** Numbers of all pairs with this name. */
    int[] idsOf(String name) {
        Values values = byName.get(name);
        return values == null ? NONE : Arrays.copyOf(values.ids, values.count);
    }
}
