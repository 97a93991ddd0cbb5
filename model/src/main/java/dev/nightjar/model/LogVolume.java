package dev.nightjar.model;

/**
 * How much one stream wrote, slice by slice.
 *
 * @param labels the stream's
 * @param lines per slice, the first slice beginning at the range's start
 * @param bytes of line text per slice
 */
public record LogVolume(Labels labels, long[] lines, long[] bytes) {}
