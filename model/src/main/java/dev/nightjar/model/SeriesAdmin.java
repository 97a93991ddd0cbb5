package dev.nightjar.model;

import java.util.List;
import java.util.Optional;

/**
 * Looks after stored samples: what operators do to a store, in contrast to what queries ask of it. Thread-safe. Calls
 * block, some of them for as long as it takes to rewrite what they touch; ingestion and queries go on meanwhile.
 */
public interface SeriesAdmin {
    /**
     * Deletes, of every selected series, the samples within the selection's range that are stored by now. Queries that
     * begin after the return do not see them, also after a crash. A sample of the same series and time that is written
     * later is stored as any other. The space is given back in the background, or by {@link #cleanTombstones}.
     *
     * @return how many series were selected
     * @throws RuntimeException if the disk refuses; what was deleted until then stays deleted, and asking again goes on
     */
    long delete(List<SeriesSelection> selections);

    /**
     * Frees the space of everything deleted before.
     *
     * @return the bytes by which files on the disk became smaller
     */
    long cleanTombstones();

    /**
     * Copies the store as of now into a folder of its own, by hard links where it can, so that it takes little time and
     * space. The copy is a whole store: opened in the place of this one, it has every sample acknowledged before the
     * call.
     *
     * @param skipHead leave out what is in memory only: the newest samples of each series
     * @return the folder's name in the store's folder {@code snapshots}
     */
    String snapshot(boolean skipHead);

    /** Where series come from and what they cost, at most {@code limit} names a list. Cheap enough to ask every minute. */
    SeriesStatistics statistics(int limit);

    /** Every retention rule, in the order in which they are tried, the one for everything else last. */
    List<RetentionStatus> retention();

    /** What was found damaged and left out, the oldest first; empty if everything is as it was written. */
    List<DamageReport> damage();

    /** Says so where the disk takes so long to make writes durable that senders notice. */
    Optional<String> slowDisk();
}
