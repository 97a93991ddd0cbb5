package dev.nightjar.logindex.pattern;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A pattern of one service, and since when it is seen. It may grow more general, and it may be taken up by one that has
 * grown: {@link #present} leads there. Changed under its book's lock, read by anybody.
 */
public final class Pattern {
    /** Of these only the newest are kept. */
    private static final int MOST_VERSIONS = 64;

    private final int id;
    private final ServicePatterns service;
    private final String frame;
    private volatile List<String> words;
    private volatile @Nullable Pattern takenUpBy;
    private volatile boolean forgotten;
    private volatile long seenSinceNanos = Long.MAX_VALUE;
    private volatile long lastSeenNanos = Long.MIN_VALUE;
    private final Map<String, Long> versions = new HashMap<>();

    Pattern(int id, ServicePatterns service, RowText text) {
        this.id = id;
        this.service = service;
        this.frame = text.frame();
        this.words = text.words();
    }

    int id() {
        return id;
    }

    ServicePatterns service() {
        return service;
    }

    String frame() {
        return frame;
    }

    List<String> words() {
        return words;
    }

    /** The pattern that lines of this one belong to now. */
    public Pattern present() {
        Pattern pattern = this;
        for (Pattern next = takenUpBy; next != null; next = next.takenUpBy) {
            pattern = next;
        }
        return pattern;
    }

    /** Whether the book has no room for it any more: rows like this are to be looked up again. */
    public boolean isForgotten() {
        return forgotten;
    }

    void forget() {
        forgotten = true;
    }

    /** With {@code <_>} for what varies. Every line of the pattern matches it. */
    public String text() {
        return RowText.pattern(frame, words);
    }

    /** The time of the first line of it, in nanoseconds. */
    public long seenSinceNanos() {
        return seenSinceNanos;
    }

    /** The time of the first line of it that a version of the service wrote. */
    public long seenSinceNanos(String version) {
        synchronized (versions) {
            return versions.getOrDefault(version, seenSinceNanos);
        }
    }

    /** When its service was first seen at all. */
    public long serviceKnownSinceNanos() {
        return service.knownSinceNanos();
    }

    long lastSeenNanos() {
        return lastSeenNanos;
    }

    /** Whether all that {@code other} says is said by these words, too. */
    static boolean covers(List<String> general, List<String> other) {
        for (int i = 0; i < general.size(); i++) {
            String word = general.get(i);
            if (!word.equals(RowText.ANY) && !word.equals(other.get(i))) {
                return false;
            }
        }
        return true;
    }

    int fixedWords() {
        int fixed = 0;
        for (String word : words) {
            fixed += word.equals(RowText.ANY) ? 0 : 1;
        }
        return fixed;
    }

    void widen(List<String> to) {
        words = List.copyOf(to);
    }

    /** Lines of this pattern are lines of {@code other} from now on. */
    void giveWayTo(Pattern other) {
        takenUpBy = other;
        synchronized (versions) {
            versions.forEach(other::see);
        }
    }

    Map<String, Long> versions() {
        synchronized (versions) {
            return Map.copyOf(versions);
        }
    }

    /** A line of this time was seen; false where that was known. */
    boolean see(String version, long timeNanos) {
        lastSeenNanos = Math.max(lastSeenNanos, timeNanos);
        synchronized (versions) {
            Long known = versions.get(version);
            if (known != null && known <= timeNanos) {
                return false;
            }
            versions.put(version, timeNanos);
            seenSinceNanos = Math.min(seenSinceNanos, timeNanos);
            if (versions.size() > MOST_VERSIONS) {
                versions.entrySet().stream()
                        .min(Map.Entry.comparingByValue())
                        .map(Map.Entry::getKey)
                        .ifPresent(versions::remove);
            }
        }
        return true;
    }
}
