package dev.nightjar.query.vector;

import dev.nightjar.model.Labels;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * {@code by (labels)} or {@code without (labels)}: which series fall together.
 *
 * @param without whether {@code labels} are those to leave out rather than those to keep
 */
public record Grouping(boolean without, List<String> labels) {
    /** Everything in one group. */
    public static final Grouping ALL = new Grouping(false, List.of());

    public Grouping {
        labels = List.copyOf(labels);
    }

    /** A function from a series' labels to those of its group. */
    Key key() {
        if (without) {
            Set<String> dropped = new LinkedHashSet<>(labels);
            dropped.add(Labels.METRIC_NAME);
            return new Key(false, smallest(dropped));
        }
        return new Key(true, smallest(new LinkedHashSet<>(labels)));
    }

    /** A list of few names is searched faster than a hash set. */
    private static Collection<String> smallest(Set<String> names) {
        return names.size() <= 4 ? List.copyOf(names) : Set.copyOf(names);
    }

    record Key(boolean keep, Collection<String> names) {
        Labels of(Labels labels) {
            if (keep) {
                return names.isEmpty() ? Labels.EMPTY : labels.keep(names);
            }
            return labels.without(names);
        }
    }
}
