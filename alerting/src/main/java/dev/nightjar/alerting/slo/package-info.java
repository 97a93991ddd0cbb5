/**
 * Owns service level objectives: reads OpenSLO files, turns each objective into burn-rate rules, and says what is left
 * of its error budget from the stored history.
 */
@NullMarked
package dev.nightjar.alerting.slo;

import org.jspecify.annotations.NullMarked;
