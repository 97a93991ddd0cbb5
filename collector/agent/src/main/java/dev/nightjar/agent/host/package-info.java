/**
 * Turns the counters of a host (its kernel, disks, network, processes and containers) into metrics, under the names and
 * labels that node_exporter, process-exporter and cAdvisor give them.
 */
@NullMarked
package dev.nightjar.agent.host;

import org.jspecify.annotations.NullMarked;
