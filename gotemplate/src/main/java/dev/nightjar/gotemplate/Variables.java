package dev.nightjar.gotemplate;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The variables of one template while it is rendered; of two of one name the later hides the earlier. */
final class Variables {
    private final List<String> names = new ArrayList<>(4);
    private final List<@Nullable Object> values = new ArrayList<>(4);

    /** How many there are, for {@link #forget}. */
    int count() {
        return names.size();
    }

    /** Those that were declared since there were {@code count}. */
    void forget(int count) {
        for (int last = names.size() - 1; last >= count; last--) {
            names.remove(last);
            values.remove(last);
        }
    }

    void declare(String name, @Nullable Object value) {
        names.add(name);
        values.add(value);
    }

    /** Says whether there is one of this name. */
    boolean assign(String name, @Nullable Object value) {
        int at = names.lastIndexOf(name);
        if (at < 0) {
            return false;
        }
        values.set(at, value);
        return true;
    }

    /** Nil where there is none of this name. */
    @Nullable
    Object value(String name) {
        int at = names.lastIndexOf(name);
        return at < 0 ? null : values.get(at);
    }
}
