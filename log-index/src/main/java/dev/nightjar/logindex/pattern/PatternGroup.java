package dev.nightjar.logindex.pattern;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Patterns of one service and frame: they differ in their words only, and no word's place has another meaning in one
 * than in the other.
 *
 * <p>Two words in one place are two messages ("logged in", "logged out"); three are a variable: where {@link #VARIABLE}
 * patterns are the same but for one place, they become one. Two places that vary together never agree in the rest;
 * so once a group is {@link #CROWDED}, a new row joins the pattern it has most words in common with, if at least half,
 * which is Drain's rule. What no rule of this kind can hold stays a pattern of its own, until its service has too many.
 */
final class PatternGroup {
    static final int VARIABLE = 3;
    static final int CROWDED = 32;

    private final List<Pattern> patterns = new ArrayList<>();

    /** Told of what changes, so that it is remembered. */
    interface Changes {
        void widened(Pattern pattern);

        void tookUp(Pattern pattern, Pattern other);
    }

    List<Pattern> patterns() {
        return patterns;
    }

    /** As it was stored. */
    void restore(Pattern pattern) {
        patterns.add(pattern);
    }

    /** The most specific pattern that says as much as these words. */
    @Nullable
    Pattern find(List<String> words) {
        Pattern best = null;
        for (Pattern pattern : patterns) {
            if (Pattern.covers(pattern.words(), words) && (best == null || pattern.fixedWords() > best.fixedWords())) {
                best = pattern;
            }
        }
        return best;
    }

    /** The pattern of a row whose words none has yet; {@code create} makes one where it is a new one. */
    Pattern add(RowText row, Function<RowText, Pattern> create, Changes changes) {
        Pattern oldest = firstCoveredBy(row.words());
        if (oldest == null && patterns.size() >= CROWDED) {
            oldest = nearest(row.words());
        }
        if (oldest != null) {
            return widen(oldest, common(oldest.words(), row.words()), changes);
        }
        Pattern added = create.apply(row);
        patterns.add(added);
        return findVariable(added, changes);
    }

    private @Nullable Pattern firstCoveredBy(List<String> words) {
        for (Pattern pattern : patterns) {
            if (Pattern.covers(words, pattern.words())) {
                return pattern;
            }
        }
        return null;
    }

    /** The pattern with most words in common, if at least half of its own; of several, the first. */
    private @Nullable Pattern nearest(List<String> words) {
        Pattern best = null;
        int most = 0;
        for (Pattern pattern : patterns) {
            int same = 0;
            for (int i = 0; i < words.size(); i++) {
                String word = words.get(i);
                same += !word.equals(RowText.ANY) && word.equals(pattern.words().get(i)) ? 1 : 0;
            }
            if (same > most && 2 * same >= pattern.fixedWords()) {
                best = pattern;
                most = same;
            }
        }
        return best;
    }

    private static List<String> common(List<String> one, List<String> other) {
        List<String> common = new ArrayList<>(one);
        for (int i = 0; i < common.size(); i++) {
            if (!common.get(i).equals(other.get(i))) {
                common.set(i, RowText.ANY);
            }
        }
        return common;
    }

    /** The pattern says less from now on, and takes up those that say no more. */
    private Pattern widen(Pattern pattern, List<String> words, Changes changes) {
        pattern.widen(words);
        changes.widened(pattern);
        for (Pattern other : List.copyOf(patterns)) {
            if (other != pattern && Pattern.covers(words, other.words())) {
                patterns.remove(other);
                other.giveWayTo(pattern);
                changes.tookUp(pattern, other);
            }
        }
        return findVariable(pattern, changes);
    }

    /** Whether a place of this pattern has become a variable. */
    private Pattern findVariable(Pattern pattern, Changes changes) {
        List<String> words = pattern.words();
        for (int place = 0; place < words.size(); place++) {
            if (words.get(place).equals(RowText.ANY)) {
                continue;
            }
            List<String> open = new ArrayList<>(words);
            open.set(place, RowText.ANY);
            List<Pattern> alike = new ArrayList<>();
            for (Pattern each : patterns) {
                if (sameButFor(place, words, each.words())) {
                    alike.add(each);
                }
            }
            if (alike.size() >= VARIABLE) {
                return widen(alike.getFirst(), open, changes);
            }
        }
        return pattern;
    }

    private static boolean sameButFor(int place, List<String> words, List<String> other) {
        for (int i = 0; i < words.size(); i++) {
            if (i != place && !words.get(i).equals(other.get(i))) {
                return false;
            }
        }
        return true;
    }
}
