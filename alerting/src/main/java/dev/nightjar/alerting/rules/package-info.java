/**
 * Owns rules: reads Prometheus' rule files, evaluates groups at their slots through {@link Expressions}, and moves each
 * alert through its states. What an alert's state is follows from the transitions in the event log alone.
 */
@NullMarked
package dev.nightjar.alerting.rules;

import org.jspecify.annotations.NullMarked;
