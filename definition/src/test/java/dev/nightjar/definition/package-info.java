/** Owns the proofs of how YAML is read, and written otherwise where it stands. */
@NullMarked
package dev.nightjar.definition;

import org.jspecify.annotations.NullMarked;
