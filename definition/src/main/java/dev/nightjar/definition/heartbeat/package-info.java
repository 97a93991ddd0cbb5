/** Turns {@code heartbeats.yml} into heartbeats: who has to give a sign of life, and when. */
@NullMarked
package dev.nightjar.definition.heartbeat;

import org.jspecify.annotations.NullMarked;
