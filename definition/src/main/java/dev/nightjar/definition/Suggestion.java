package dev.nightjar.definition;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Guesses what somebody meant to write. */
public final class Suggestion {
    private Suggestion() {}

    /** {@code ; did you mean "for"?}, or the empty string when nothing known is near. */
    public static String among(Collection<String> known, String written) {
        Optional<String> nearest = known.stream()
                .filter(candidate -> distance(candidate, written) <= Math.max(2, written.length() / 3))
                .min(Comparator.comparingInt((String candidate) -> distance(candidate, written))
                        .thenComparing(Comparator.naturalOrder()));
        return nearest.map(word -> "; did you mean \"" + word + "\"?").orElse("");
    }

    /** Insertions, deletions, replacements and swaps of neighbours between {@code a} and {@code b}. */
    private static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replace = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
