package dev.nightjar.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of labels, sorted by name, names unique, no empty values (an empty value is an absent label).
 *
 * <p>Identity is the set itself: two equal label sets are the same series or stream everywhere. Order is that of
 * Prometheus: pair by pair, a prefix before what it begins.
 */
public final class Labels implements Comparable<Labels>, Iterable<Label> {
    /** The label that holds a metric's name. */
    public static final String METRIC_NAME = "__name__";

    public static final Labels EMPTY = new Labels(new String[0]);

    /** Name and value by turns. */
    private final String[] pairs;

    private int hash;

    private Labels(String[] sortedPairs) {
        this.pairs = sortedPairs;
    }

    /** Labels from name and value by turns, in any order. Throws {@link IllegalArgumentException} on a duplicate name. */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException("labels come as name and value by turns, found " + namesAndValues.length
                    + " strings: " + Arrays.toString(namesAndValues));
        }
        Builder builder = new Builder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            if (builder.values.containsKey(namesAndValues[i])) {
                throw new IllegalArgumentException("duplicate label name \"" + namesAndValues[i] + "\"");
            }
            builder.set(namesAndValues[i], namesAndValues[i + 1]);
        }
        return builder.build();
    }

    public static Labels of(Map<String, String> labels) {
        Builder builder = new Builder();
        labels.forEach(builder::set);
        return builder.build();
    }

    /**
     * Trusts its caller: {@code sortedPairs} is name and value by turns, sorted by name, names unique, values not
     * empty, and belongs to the result from now on. For decoders.
     */
    public static Labels ofSortedPairs(String[] sortedPairs) {
        return sortedPairs.length == 0 ? EMPTY : new Labels(sortedPairs);
    }

    public static Builder builder() {
        return new Builder();
    }

    public Builder toBuilder() {
        Builder builder = new Builder();
        for (int i = 0; i < pairs.length; i += 2) {
            builder.set(pairs[i], pairs[i + 1]);
        }
        return builder;
    }

    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    public String name(int index) {
        return pairs[2 * index];
    }

    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /** The value of {@code name}, or the empty string: an absent label and an empty one are the same. */
    public String get(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return pairs[i + 1];
            }
        }
        return "";
    }

    public boolean has(String name) {
        return !get(name).isEmpty();
    }

    /** The metric's name, or the empty string. */
    public String metricName() {
        return get(METRIC_NAME);
    }

    /** What all of them have, with the same value; nothing of none. */
    public static Labels common(List<Labels> all) {
        if (all.isEmpty()) {
            return EMPTY;
        }
        Labels first = all.get(0);
        Builder common = first.toBuilder();
        for (Label label : first) {
            if (all.stream().anyMatch(each -> !each.get(label.name()).equals(label.value()))) {
                common.remove(label.name());
            }
        }
        return common.build();
    }

    /** These labels with {@code name} set to {@code value}; an empty value removes it. */
    public Labels with(String name, String value) {
        return get(name).equals(value) ? this : toBuilder().set(name, value).build();
    }

    public Labels without(String name) {
        return with(name, "");
    }

    public Labels without(Collection<String> names) {
        return filter(names, false);
    }

    public Labels keep(Collection<String> names) {
        return filter(names, true);
    }

    private Labels filter(Collection<String> names, boolean keepListed) {
        String[] kept = new String[pairs.length];
        int n = 0;
        for (int i = 0; i < pairs.length; i += 2) {
            if (names.contains(pairs[i]) == keepListed) {
                kept[n++] = pairs[i];
                kept[n++] = pairs[i + 1];
            }
        }
        return n == pairs.length ? this : ofSortedPairs(Arrays.copyOf(kept, n));
    }

    /**
     * These labels and, only to be shown, names without a value. As everywhere, those count as absent; the result is
     * equal to others that show the same.
     */
    public Labels showing(Collection<String> blank) {
        if (blank.isEmpty()) {
            return this;
        }
        Map<String, String> all = new TreeMap<>(toMap());
        blank.forEach(name -> all.putIfAbsent(name, ""));
        String[] shown = new String[2 * all.size()];
        int n = 0;
        for (Map.Entry<String, String> label : all.entrySet()) {
            shown[n++] = label.getKey();
            shown[n++] = label.getValue();
        }
        return ofSortedPairs(shown);
    }

    public Map<String, String> toMap() {
        Map<String, String> map = new LinkedHashMap<>(2 * size());
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    @Override
    public Iterator<Label> iterator() {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < pairs.length;
            }

            @Override
            public Label next() {
                if (next >= pairs.length) {
                    throw new NoSuchElementException();
                }
                Label label = new Label(pairs[next], pairs[next + 1]);
                next += 2;
                return label;
            }
        };
    }

    @Override
    public int compareTo(Labels other) {
        int shared = Math.min(pairs.length, other.pairs.length);
        for (int i = 0; i < shared; i++) {
            int order = pairs[i].compareTo(other.pairs[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(pairs.length, other.pairs.length);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Labels that && Arrays.equals(pairs, that.pairs));
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(pairs);
        }
        return hash;
    }

    /** As PromQL writes it, with the metric's name in front: {@code up{instance="a:9100", job="node"}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(metricName());
        if (size() == 1 && !text.isEmpty()) {
            return text.toString();
        }
        text.append('{');
        String separator = "";
        for (int i = 0; i < pairs.length; i += 2) {
            if (!pairs[i].equals(METRIC_NAME)) {
                text.append(separator).append(pairs[i]).append('=');
                quote(pairs[i + 1], text);
                separator = ", ";
            }
        }
        return text.append('}').toString();
    }

    private static void quote(String value, StringBuilder to) {
        to.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                default -> to.append(c);
            }
        }
        to.append('"');
    }

    /** Collects labels; the last value set for a name wins, an empty value removes it. Not thread-safe. */
    public static final class Builder {
        private final TreeMap<String, String> values = new TreeMap<>();

        private Builder() {}

        public Builder set(String name, String value) {
            if (value.isEmpty()) {
                values.remove(name);
            } else {
                values.put(name, value);
            }
            return this;
        }

        public Builder setAll(Labels labels) {
            for (Label label : labels) {
                set(label.name(), label.value());
            }
            return this;
        }

        public Builder remove(String name) {
            values.remove(name);
            return this;
        }

        public String get(String name) {
            return values.getOrDefault(name, "");
        }

        public Labels build() {
            List<String> pairs = new ArrayList<>(2 * values.size());
            values.forEach((name, value) -> {
                pairs.add(name);
                pairs.add(value);
            });
            return ofSortedPairs(pairs.toArray(String[]::new));
        }
    }
}
