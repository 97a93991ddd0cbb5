/** Owns what is known of those who send telemetry: what was taken from them, and what was refused and why. */
@NullMarked
package dev.nightjar.model.sender;

import org.jspecify.annotations.NullMarked;
