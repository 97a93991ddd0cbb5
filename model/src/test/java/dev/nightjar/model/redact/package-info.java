/** Owns the proofs of what the vocabulary promises. */
@NullMarked
package dev.nightjar.model.redact;

import org.jspecify.annotations.NullMarked;
