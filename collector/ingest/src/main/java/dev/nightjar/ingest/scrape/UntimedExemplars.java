package dev.nightjar.ingest.scrape;

import dev.nightjar.model.Exemplar;
import java.util.HashMap;
import java.util.Map;

/**
 * The newest exemplar of each series of one target where that has no time of its own. Shown again it is the same
 * observation, and would look like another one with every scrape, as the scrape's time becomes its time. At most one for
 * each series of {@link KnownSeries}, whose numbers it goes by. Not thread-safe.
 */
final class UntimedExemplars {
    private Map<Integer, Exemplar> newest = new HashMap<>();

    /** Of the scrape that is being read; also those with a time, in place of which one without is another one. */
    private final Map<Integer, Exemplar> coming = new HashMap<>();

    /** Whether the exemplar has a time of its own. */
    static boolean isTimed(Exemplar exemplar) {
        return exemplar.timestampMillis() != 0;
    }

    /** Begins a scrape. What came with the one before counts only if that was {@link #settle}d. */
    void begin() {
        coming.clear();
    }

    /** Whether an exemplar that the target shows is the series' newest, and has no time that could say otherwise. */
    boolean isRepeated(int series, Exemplar shown) {
        Exemplar before = coming.getOrDefault(series, newest.get(series));
        return !isTimed(shown) && shown.equals(before);
    }

    /** Notes what the target shows as the newest of the series. */
    void come(int series, Exemplar shown) {
        coming.put(series, shown);
    }

    /** Takes the scrape as stored. */
    void settle() {
        coming.forEach((series, exemplar) -> {
            if (isTimed(exemplar)) {
                newest.remove(series);
            } else {
                newest.put(series, exemplar);
            }
        });
        coming.clear();
    }

    /** Forgets those of series that are gone. */
    void keep(boolean[] known) {
        newest.keySet().removeIf(series -> !known[series]);
    }

    /** Goes by the series' new numbers; of each whose number is negative it forgets what it knew. */
    void renumber(int[] moved) {
        Map<Integer, Exemplar> renumbered = new HashMap<>();
        newest.forEach((series, exemplar) -> {
            if (moved[series] >= 0) {
                renumbered.put(moved[series], exemplar);
            }
        });
        newest = renumbered;
    }
}
