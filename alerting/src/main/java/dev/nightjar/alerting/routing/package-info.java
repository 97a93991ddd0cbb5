/**
 * Turns an {@code alertmanager.yml} into a tree of routes, receivers, inhibitions and time intervals, and says which
 * route takes an alert and why. Nothing here has a state; names in a tree that was read lead somewhere.
 */
@NullMarked
package dev.nightjar.alerting.routing;

import org.jspecify.annotations.NullMarked;
