package dev.nightjar.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects everything wrong, so that it is reported at once, and what should be known besides. Not thread-safe. */
public final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final List<Problem> notices = new ArrayList<>();

    public void add(String file, int line, String message) {
        found.add(new Problem(file, line, message));
    }

    /** Something that is written and has no effect: the file can be used all the same. */
    public void notice(String file, int line, String message) {
        notices.add(new Problem(file, line, message));
    }

    public boolean isEmpty() {
        return found.isEmpty();
    }

    public int count() {
        return found.size();
    }

    /** By file and line. */
    public List<Problem> sorted() {
        return sorted(found);
    }

    /** What has no effect, by file and line. */
    public List<Problem> notices() {
        return sorted(notices);
    }

    private static List<Problem> sorted(List<Problem> problems) {
        return problems.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line))
                .toList();
    }
}
