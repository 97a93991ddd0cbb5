package dev.nightjar.query.promql;

import java.util.Collection;
import java.util.Optional;

/** The known name nearest to a mistyped one, if one is near enough. */
final class Suggestion {
    private Suggestion() {}

    static Optional<String> nearest(String typed, Collection<String> known) {
        String best = "";
        int farthest = Math.max(1, typed.length() / 3);
        int bestDistance = farthest + 1;
        for (String name : known) {
            int distance = distance(typed, name);
            boolean completes = name.startsWith(typed) && !best.startsWith(typed);
            if (distance < bestDistance || (distance == bestDistance && distance <= farthest && completes)) {
                bestDistance = distance;
                best = name;
            }
        }
        return best.isEmpty() ? Optional.empty() : Optional.of(best);
    }

    /** Levenshtein's: insertions, deletions and replacements. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
