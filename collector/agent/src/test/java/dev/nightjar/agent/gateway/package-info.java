/** Owns the proofs that the agent reads its host exactly and ships every line once. */
@NullMarked
package dev.nightjar.agent.gateway;

import org.jspecify.annotations.NullMarked;
