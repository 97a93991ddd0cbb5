package dev.nightjar.web.prometheus.search;

/**
 * The likeness of two names by the characters they have in common at about the same place, and more for a common
 * beginning: W. E. Winkler, String Comparator Metrics and Enhanced Decision Rules in the Fellegi-Sunter Model of Record
 * Linkage, 1990. A name that holds the term is always taken: as good as the term where it begins with it. Without a
 * threshold no other is.
 */
final class JaroWinkler implements Likeness {
    private static final double CONTAINED = 0.9;
    private static final double BEGINNING_WEIGHT = 0.1;
    private static final int LONGEST_BEGINNING = 4;

    private final String term;
    private final double threshold;

    JaroWinkler(String term, double threshold) {
        this.term = term;
        this.threshold = threshold;
    }

    @Override
    public double of(String name) {
        if (name.contains(term)) {
            return name.startsWith(term) ? 1 : CONTAINED;
        }
        double likeness = threshold > 0
                ? between(term.codePoints().toArray(), name.codePoints().toArray())
                : 0;
        return likeness >= threshold ? likeness : 0;
    }

    static double between(int[] one, int[] other) {
        int[] shorter = one.length <= other.length ? one : other;
        int[] longer = one.length <= other.length ? other : one;
        if (shorter.length == 0) {
            return longer.length == 0 ? 1 : 0;
        }
        boolean[] inShorter = new boolean[shorter.length];
        boolean[] inLonger = new boolean[longer.length];
        int common = pair(shorter, longer, inShorter, inLonger);
        if (common == 0) {
            return 0;
        }
        double displaced = displaced(shorter, longer, inShorter, inLonger) / 2.0;
        double jaro =
                ((double) common / shorter.length + (double) common / longer.length + (common - displaced) / common)
                        / 3;
        int beginning = 0;
        while (beginning < Math.min(LONGEST_BEGINNING, shorter.length) && shorter[beginning] == longer[beginning]) {
            beginning++;
        }
        return jaro + beginning * BEGINNING_WEIGHT * (1 - jaro);
    }

    /** Marks what both have within half of the longer one's length, and counts it. */
    private static int pair(int[] shorter, int[] longer, boolean[] inShorter, boolean[] inLonger) {
        int reach = Math.max(longer.length / 2 - 1, 0);
        int common = 0;
        for (int i = 0; i < shorter.length; i++) {
            int end = Math.min(i + reach + 1, longer.length);
            for (int j = Math.max(i - reach, 0); j < end && !inShorter[i]; j++) {
                if (!inLonger[j] && shorter[i] == longer[j]) {
                    inShorter[i] = true;
                    inLonger[j] = true;
                    common++;
                }
            }
        }
        return common;
    }

    /** How many of what both have stand in another order. */
    private static int displaced(int[] shorter, int[] longer, boolean[] inShorter, boolean[] inLonger) {
        int displaced = 0;
        int j = 0;
        for (int i = 0; i < shorter.length; i++) {
            if (inShorter[i]) {
                while (!inLonger[j]) {
                    j++;
                }
                if (shorter[i] != longer[j]) {
                    displaced++;
                }
                j++;
            }
        }
        return displaced;
    }
}
