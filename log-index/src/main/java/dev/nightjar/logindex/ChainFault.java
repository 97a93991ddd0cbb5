package dev.nightjar.logindex;

import dev.nightjar.model.Labels;

/**
 * A sealed block that is not what was written.
 *
 * @param day the folder, as {@code 2026-11-21}
 * @param labels of the stream
 * @param block the block's place in its stream's chain of that day, from zero
 * @param file the payload file
 * @param offset of the block in it, in bytes
 * @param found what is wrong
 */
public record ChainFault(String day, Labels labels, int block, String file, long offset, String found) {}
