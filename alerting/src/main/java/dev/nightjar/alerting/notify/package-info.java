/**
 * Owns what Alertmanager does: takes alerts from outside beside our own, groups them by the tree of routes, holds back
 * what is silenced, inhibited or muted, and tells receivers what is new, over, or still so. What was told to whom, and
 * when the next word is due, follows from the notice events in the log.
 */
@NullMarked
package dev.nightjar.alerting.notify;

import org.jspecify.annotations.NullMarked;
