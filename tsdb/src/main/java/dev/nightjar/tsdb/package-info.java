/**
 * Owns samples: takes batches in durably, keeps the recent ones compressed in memory and the rest as sealed chunks in
 * RocksDB, finds series by their labels, and answers selections.
 *
 * <p>{@link dev.nightjar.tsdb.Tsdb} is the way in. The formats on disk are described in {@code docs/formats/tsdb-*.md}.
 */
@NullMarked
package dev.nightjar.tsdb;

import org.jspecify.annotations.NullMarked;
