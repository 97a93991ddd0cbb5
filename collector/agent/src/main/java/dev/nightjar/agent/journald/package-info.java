/** Turns the journal of systemd into batches of log lines, each entry once, from where the last run left off. */
@NullMarked
package dev.nightjar.agent.journald;

import org.jspecify.annotations.NullMarked;
