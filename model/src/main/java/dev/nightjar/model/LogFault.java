package dev.nightjar.model;

/**
 * Something stored that is not as it was written.
 *
 * @param day as {@code 2026-11-21}
 * @param labels of the stream; empty where it is not about one stream
 * @param file which
 * @param offset of the block in it, in bytes
 * @param range of the block's lines, both ends inside; the day where it is not about one block
 * @param found what is wrong
 */
public record LogFault(String day, Labels labels, String file, long offset, NanoRange range, String found) {
    @Override
    public String toString() {
        return file + " at " + offset + (labels.isEmpty() ? "" : ", stream " + labels) + ": " + found;
    }
}
