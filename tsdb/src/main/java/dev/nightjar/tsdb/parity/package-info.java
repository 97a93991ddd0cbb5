/**
 * Restores a few damaged pages of a file that is written once, from a file beside it that is a small part of its size.
 *
 * <p>The format is described in {@code docs/formats/tsdb-parity.md}.
 */
@NullMarked
package dev.nightjar.tsdb.parity;

import org.jspecify.annotations.NullMarked;
