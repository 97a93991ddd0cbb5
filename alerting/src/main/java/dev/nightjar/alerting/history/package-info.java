/** Turns the log of events into a history that people can search: what fired, who was told, who did what about it. */
@NullMarked
package dev.nightjar.alerting.history;

import org.jspecify.annotations.NullMarked;
