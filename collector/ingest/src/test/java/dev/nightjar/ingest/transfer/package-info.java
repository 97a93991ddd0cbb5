/** Owns the proofs that nothing is lost on the way from another system. */
@NullMarked
package dev.nightjar.ingest.transfer;

import org.jspecify.annotations.NullMarked;
