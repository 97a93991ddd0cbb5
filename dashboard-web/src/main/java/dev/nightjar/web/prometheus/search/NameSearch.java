package dev.nightjar.web.prometheus.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Finds names that are like one of several terms.
 *
 * @param terms what is looked for; all names where there are none
 * @param threshold least likeness, from 0 to 1
 */
public record NameSearch(List<String> terms, Measure measure, double threshold, boolean caseSensitive) {
    /** How likeness is measured. */
    public enum Measure {
        /** The term's characters in their order, with any others between them. */
        SUBSEQUENCE,
        /** Names that hold the term; with a threshold above 0 also those that are spelt about so. */
        JARO_WINKLER
    }

    /** A name and how much it is like the term it is most like; 1 where nothing was looked for. */
    public record Found(String name, double score) {}

    /** In which order what was found comes. */
    public enum Order {
        ALPHABETICAL,
        REVERSED,
        LIKEST_FIRST;

        private Comparator<Found> comparator() {
            Comparator<Found> byName = Comparator.comparing(Found::name);
            return switch (this) {
                case ALPHABETICAL -> byName;
                case REVERSED -> byName.reversed();
                case LIKEST_FIRST ->
                    Comparator.comparingDouble(Found::score).reversed().thenComparing(byName);
            };
        }
    }

    public NameSearch {
        terms = List.copyOf(terms);
    }

    public List<Found> in(Collection<String> names, Order order) {
        List<Likeness> sought = terms.stream().map(this::likeness).toList();
        List<Found> found = new ArrayList<>();
        for (String name : names) {
            String read = caseSensitive ? name : name.toLowerCase(Locale.ROOT);
            double score = sought.isEmpty() ? 1 : 0;
            for (Likeness each : sought) {
                score = Math.max(score, each.of(read));
            }
            if (score > 0) {
                found.add(new Found(name, score));
            }
        }
        found.sort(order.comparator());
        return found;
    }

    private Likeness likeness(String term) {
        String read = caseSensitive ? term : term.toLowerCase(Locale.ROOT);
        return switch (measure) {
            case SUBSEQUENCE -> new Subsequence(read, threshold);
            case JARO_WINKLER -> new JaroWinkler(read, threshold);
        };
    }
}
