/** Owns what is told of probes and heartbeats, between who runs them and who shows them. */
@NullMarked
package dev.nightjar.model.probe;

import org.jspecify.annotations.NullMarked;
