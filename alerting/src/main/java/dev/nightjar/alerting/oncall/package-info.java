/**
 * Owns who is called: people and how to reach them, rotations, escalation policies and which service follows which.
 * Everything is computed from {@code oncall.yml}, what people handed over since, and an instant. The hand-overs are its only
 * state, and that is the events in the log.
 */
@NullMarked
package dev.nightjar.alerting.oncall;

import org.jspecify.annotations.NullMarked;
