/** Turns what listens on this host into proposals of what to scrape and tail, for a person to accept. */
@NullMarked
package dev.nightjar.agent.discovery;

import org.jspecify.annotations.NullMarked;
