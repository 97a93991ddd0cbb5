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
}
