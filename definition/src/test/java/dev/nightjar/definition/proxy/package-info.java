/** Owns the proofs of which requests go through a proxy. */
@NullMarked
package dev.nightjar.definition.proxy;

import org.jspecify.annotations.NullMarked;
