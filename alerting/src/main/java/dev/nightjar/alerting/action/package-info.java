/** Owns what is done by itself when alerts fire: requests with a cool-down, tried dry first. */
@NullMarked
package dev.nightjar.alerting.action;

import org.jspecify.annotations.NullMarked;
