/** Owns the proofs of how expositions are read. */
@NullMarked
package dev.nightjar.ingest.exposition;

import org.jspecify.annotations.NullMarked;
