/** Turns the agent's one file of configuration into what it does. */
@NullMarked
package dev.nightjar.agent.file;

import org.jspecify.annotations.NullMarked;
