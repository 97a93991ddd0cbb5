package dev.nightjar.web.prometheus.search;

/**
 * Looks for the characters of a term in a name, in their order, with others between them. Each run of n characters found
 * together counts n², each character skipped 1/length, each after the last one half of that; the whole is divided by what
 * the term found in one piece would count. A name that begins with the term is as good as the term.
 *
 * <p>From each place where the term's first character stands the others are taken where they come next, which is not
 * always the best way to take them, and quick.
 */
final class Subsequence implements Likeness {
    private final int[] term;
    private final String text;
    private final double threshold;

    Subsequence(String term, double threshold) {
        this.text = term;
        this.threshold = threshold;
        this.term = term.codePoints().toArray();
    }

    @Override
    public double of(String name) {
        if (name.startsWith(text)) {
            return 1;
        }
        int[] characters = name.codePoints().toArray();
        double best = 0;
        for (int first = 0; first + term.length <= characters.length; first++) {
            if (characters[first] == term[0]) {
                double found = from(first, characters);
                if (Double.isNaN(found)) {
                    break; // what is not in the rest from here is not in less of it
                }
                best = Math.max(best, found);
            }
        }
        double likeness = best / ((double) term.length * term.length);
        return likeness >= threshold ? likeness : 0;
    }

    /** NaN where not all of the term is there. */
    private double from(int first, int[] name) {
        double score = 0;
        int found = 0;
        int next = 0;
        for (int at = first; found < term.length; ) {
            while (at < name.length && name[at] != term[found]) {
                at++;
            }
            if (at == name.length) {
                return Double.NaN;
            }
            score -= (double) (at - next) / name.length;
            int run = at;
            while (at < name.length && found < term.length && name[at] == term[found]) {
                at++;
                found++;
            }
            score += (double) (at - run) * (at - run);
            next = at;
        }
        return score - (name.length - next) / (2.0 * name.length);
    }
}
