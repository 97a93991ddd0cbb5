package dev.nightjar.query.logql;

import dev.nightjar.query.vector.Grouping;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The samples that the line before went to: lines of a group come in rows, and their labels need not be put together. */
final class GroupMemory {
    private final List<String> labels;
    private final String[] values;
    private @Nullable WindowSamples samples;

    /** Remembers nothing where the group is not made of a few labels by name. */
    GroupMemory(Optional<Grouping> grouping) {
        boolean byName = grouping.isPresent() && !grouping.get().without();
        labels = byName ? grouping.get().labels() : List.of();
        values = new String[labels.size()];
    }

    /** Null where the entry's labels are not those of the one before. */
    @Nullable
    WindowSamples of(Entry entry) {
        if (samples == null || values.length == 0) {
            return null;
        }
        for (int i = 0; i < values.length; i++) {
            if (!entry.get(labels.get(i)).equals(values[i])) {
                return null;
            }
        }
        return samples;
    }

    void remember(Entry entry, WindowSamples now) {
        if (samples != now) {
            for (int i = 0; i < values.length; i++) {
                values[i] = entry.get(labels.get(i));
            }
            samples = now;
        }
    }
}
