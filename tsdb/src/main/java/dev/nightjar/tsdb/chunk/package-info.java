/**
 * Turns samples of one series into a few bytes and back, bit for bit.
 *
 * <p>The format is described in {@code docs/formats/tsdb-chunk.md}.
 */
@NullMarked
package dev.nightjar.tsdb.chunk;

import org.jspecify.annotations.NullMarked;
