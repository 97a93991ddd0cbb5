/**
 * Owns who is called: people and how to reach them, rotations, escalation policies and which service follows which.
 * Everything is computed from {@code oncall.yml} and an instant; nothing here has a state.
 */
@NullMarked
package dev.nightjar.alerting.oncall;

import org.jspecify.annotations.NullMarked;
