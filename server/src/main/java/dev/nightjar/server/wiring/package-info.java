/** Turns one module's port into another module's answer: PromQL for rules, deviations for incidents, graphs for postmortems. */
@NullMarked
package dev.nightjar.server.wiring;

import org.jspecify.annotations.NullMarked;
