/**
 * Turns what parts of the agent read into batches of samples, with what is to be said about each family of metrics.
 */
@NullMarked
package dev.nightjar.agent.reading;

import org.jspecify.annotations.NullMarked;
