package dev.nightjar.logindex;

import org.jspecify.annotations.Nullable;

/**
 * A sealed block in the day's table.
 *
 * @param ordinal of the block in its day, from zero; the column of its signature
 * @param place in the payload files
 * @param hash the chain's link: SHA-256 over the link before it and the block's bytes
 * @param counts null in days written before blocks were entered with their counts
 */
record BlockEntry(
        int ordinal,
        Place place,
        BlockHeader header,
        byte[] hash,
        @Nullable SecondCounts counts) {
    static final int HASH_BYTES = 32;

    /** Which bytes of which payload file. */
    record Place(int file, long offset, int length) {}

    /** The entry after a change of the block; its link stays, so that the chain goes on from what was written first. */
    BlockEntry after(BlockChange change) {
        return switch (change) {
            case BlockChange.Moved moved -> new BlockEntry(ordinal, moved.place(), header, hash, counts);
            case BlockChange.Shrunk shrunk ->
                new BlockEntry(ordinal, shrunk.place(), shrunk.header(), hash, shrunk.counts());
        };
    }
}
