/**
 * Owns trying rules on stored history: how often one would have paged, when and whom, and what another threshold or
 * another {@code for} would have changed. Writes nothing and wakes nobody.
 */
@NullMarked
package dev.nightjar.alerting.backtest;

import org.jspecify.annotations.NullMarked;
