/** Owns the proofs of how native libraries come out of their jars. */
@NullMarked
package dev.nightjar.model.library;

import org.jspecify.annotations.NullMarked;
