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

    /** Without counts. */
    void write(ByteWriter out) {
        header.write(out);
        out.writeInt(ordinal).writeInt(place.file()).writeLong(place.offset());
        out.writeInt(place.length()).write(hash);
    }

    /** What {@link #write} wrote. */
    static BlockEntry read(ByteReader in) {
        BlockHeader header = BlockHeader.read(in);
        int ordinal = in.readInt();
        Place place = new Place(in.readInt(), in.readLong(), in.readInt());
        return new BlockEntry(ordinal, place, header, in.read(HASH_BYTES), null);
    }

    BlockEntry with(@Nullable SecondCounts known) {
        return new BlockEntry(ordinal, place, header, hash, known);
    }

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
