package dev.nightjar.logindex;

import org.jspecify.annotations.Nullable;

/** What became of a sealed block since it was written. The last change of a block counts. */
sealed interface BlockChange {
    int ordinal();

    /** Where its bytes are now; length zero where nothing is left of it. */
    BlockEntry.Place place();

    /** The same bytes lie elsewhere. */
    record Moved(int ordinal, BlockEntry.Place place) implements BlockChange {}

    /**
     * Lines were taken out of it.
     *
     * @param header of what is left
     * @param counts of what is left; null for nothing
     * @param digest SHA-256 of what is left; zeros where that is nothing
     * @param link the chain's link for the block as it was, which stays in the chain
     * @param removedLines how many lines were taken out
     * @param cause by what
     * @param millis when
     */
    record Shrunk(
            int ordinal,
            BlockEntry.Place place,
            BlockHeader header,
            @Nullable SecondCounts counts,
            byte[] digest,
            byte[] link,
            long removedLines,
            String cause,
            long millis)
            implements BlockChange {}
}
