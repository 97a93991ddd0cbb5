/**
 * Owns silences: which there are, when each is active, which alerts it holds back, and when one ends by itself. All of
 * its state is the silence events in the log.
 */
@NullMarked
package dev.nightjar.alerting.silence;

import org.jspecify.annotations.NullMarked;
