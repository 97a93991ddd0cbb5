package dev.nightjar.server.text;

import java.util.List;

/** "did you mean …?" for a word that is nearly a known one. */
public final class Suggestion {
    private Suggestion() {}

    /** Text to append to a message: empty where nothing known is near enough. */
    public static String among(List<String> known, String word) {
        String best = "";
        int bestDistance = Math.max(2, word.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(candidate, word);
            if (distance < bestDistance) {
                bestDistance = distance;
                best = candidate;
            }
        }
        return best.isEmpty() ? "; known here: " + String.join(", ", known) : "; did you mean \"" + best + "\"?";
    }

    /** Levenshtein distance: how many letters to insert, delete or replace. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        int[] present = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            present[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                present[j] = Math.min(replace, 1 + Math.min(previous[j], present[j - 1]));
            }
            int[] swap = previous;
            previous = present;
            present = swap;
        }
        return previous[b.length()];
    }
}
