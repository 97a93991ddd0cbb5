package dev.nightjar.logindex;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

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

    /** The lines that fulfil the filters: these bits, or all where there are none; others may have no text. */
    record Found(Lines lines, @Nullable BitSet matching) {}

    /** Looks for lines without reading more than it takes. */
    default Found find(LineSearch search) {
        Lines all = lines();
        return new Found(all, search.in(all));
    }

    /** Throws where the block, or what it needs to be read, is not what it was made of. */
    default void verify() {
        int lines = lines().size();
        if (lines != header().lines()) {
            throw new ByteReader.Malformed(
                    "the block has " + lines + " lines, not the " + header().lines() + " it says");
        }
    }
}
