/** Owns the proofs that the client delivers, waits, and stays out of the way. */
@NullMarked
package dev.nightjar.client;

import org.jspecify.annotations.NullMarked;
