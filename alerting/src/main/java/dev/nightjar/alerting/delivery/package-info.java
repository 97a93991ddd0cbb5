/** Owns what all ways of sending share: how one attempt ended, when to come back, and how alerts are called outside. */
@NullMarked
package dev.nightjar.alerting.delivery;

import org.jspecify.annotations.NullMarked;
