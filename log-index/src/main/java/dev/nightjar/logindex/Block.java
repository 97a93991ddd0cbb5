package dev.nightjar.logindex;

/** A sealed block as it was read from its file. Decodes what is asked for and nothing else; checks what it decodes. */
interface Block {
    BlockHeader header();

    /** Ascending. */
    long[] timestamps();

    /** Of each line's text, in order of time. */
    long[] lengths();

    MinuteCounts counts();

    /** All of it, in order of time. */
    Lines lines();

    /** Throws where the block, or what it needs to be read, is not what it was made of. */
    default void verify() {
        int lines = lines().size();
        if (lines != header().lines()) {
            throw new ByteReader.Malformed(
                    "the block has " + lines + " lines, not the " + header().lines() + " it says");
        }
    }
}
