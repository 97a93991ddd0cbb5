package dev.nightjar.logindex.pattern;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** All patterns of a service. Changed under its book's lock. */
final class ServicePatterns {
    /** When there are more, a tenth is forgotten: those not seen for longest. */
    static final int MOST = 2_000;

    private final int id;
    private final String name;
    private final Map<String, PatternGroup> groups = new HashMap<>();
    private volatile long knownSinceNanos = Long.MAX_VALUE;
    private int size;

    ServicePatterns(int id, String name) {
        this.id = id;
        this.name = name;
    }

    int id() {
        return id;
    }

    String name() {
        return name;
    }

    int size() {
        return size;
    }

    long knownSinceNanos() {
        return knownSinceNanos;
    }

    boolean see(long timeNanos) {
        boolean earlier = timeNanos < knownSinceNanos;
        knownSinceNanos = Math.min(knownSinceNanos, timeNanos);
        return earlier;
    }

    Pattern of(RowText row, Function<RowText, Pattern> create, PatternGroup.Changes changes) {
        PatternGroup group = groups.computeIfAbsent(row.frame(), frame -> new PatternGroup());
        Pattern known = group.find(row.words());
        if (known != null) {
            return known;
        }
        int before = group.patterns().size();
        Pattern pattern = group.add(row, create, changes);
        size += group.patterns().size() - before;
        return pattern;
    }

    void restore(Pattern pattern) {
        groups.computeIfAbsent(pattern.frame(), frame -> new PatternGroup()).restore(pattern);
        size++;
    }

    List<Pattern> all() {
        List<Pattern> all = new ArrayList<>();
        groups.values().forEach(group -> all.addAll(group.patterns()));
        all.sort(Comparator.comparingInt(Pattern::id));
        return all;
    }

    void remove(Pattern pattern) {
        PatternGroup group = groups.get(pattern.frame());
        if (group != null && group.patterns().remove(pattern)) {
            size--;
            if (group.patterns().isEmpty()) {
                groups.remove(pattern.frame());
            }
        }
    }

    /** Those to forget, so that there is room for more; none where there is. */
    List<Pattern> tooMany() {
        if (size <= MOST) {
            return List.of();
        }
        return all().stream()
                .sorted(Comparator.comparingLong(Pattern::lastSeenNanos))
                .limit(MOST / 10)
                .toList();
    }
}
