package dev.nightjar.logindex;

import dev.nightjar.model.Labels;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** A sealed block as it was read from its file. Decodes what is asked for and nothing else; checks what it decodes. */
interface Block {
    BlockHeader header();

    /** All of it, in order of time. */
    Lines lines();

    /** The lines that fulfil the filters: these bits, or all where there are none. */
    record Found(Lines lines, @Nullable BitSet matching) {
        static final Found NOTHING = new Found(
                new Lines(0, new long[0], new byte[0], new int[0], new byte[0], true, () -> new Labels[0]),
                new BitSet());
    }

    /** Looks for lines without reading more than it takes. */
    default Found find(LineSearch search) {
        Lines all = lines();
        return new Found(all, search.in(all));
    }

    /** Throws where what the block needs beside its own bytes to be read is not what it was made with. */
    default void checkNeeds() {}

    /** Throws where the block, or what it needs to be read, is not what it was made of. */
    default void verify() {
        int lines = lines().size();
        if (lines != header().lines()) {
            throw new ByteReader.Malformed(
                    "the block has " + lines + " lines, not the " + header().lines() + " it says");
        }
    }
}
