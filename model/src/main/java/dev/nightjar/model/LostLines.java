package dev.nightjar.model;

/** Lines that a store had and cannot read: an answer about them is without them. */
public sealed interface LostLines {
    /** As {@code 2026-11-21}. */
    String day();

    /** Relative to the store's folder. */
    String file();

    /**
     * Some lines of one stream, stored together.
     *
     * @param offset in the file, in bytes
     * @param number of the block among those of its day
     * @param lines how many there are at most
     */
    record Block(String day, String file, long offset, int number, Labels stream, long lines) implements LostLines {}

    /** All lines that were stored of a day when its folder was lost. */
    record Day(String day, String file) implements LostLines {}
}
