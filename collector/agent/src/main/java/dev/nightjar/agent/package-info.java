/**
 * Turns a host's counters and log files into batches for a Nightjar server: metrics under node_exporter's names, and
 * every line of the tailed files exactly once, through rotation, outages and restarts of either side.
 */
@NullMarked
package dev.nightjar.agent;

import org.jspecify.annotations.NullMarked;
