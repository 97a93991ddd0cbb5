/**
 * Owns pages: opens one when an alert that pages fires, calls people step by step until somebody acknowledges, and gets
 * every message out at least once. All of its state is the page events in the log; timers are instants in them.
 */
@NullMarked
package dev.nightjar.alerting.paging;

import org.jspecify.annotations.NullMarked;
