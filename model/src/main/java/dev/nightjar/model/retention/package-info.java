/**
 * Owns how long something stored is kept: rules by selector, age and size, what of them makes no sense, and what they
 * have done. The stores apply them.
 */
@NullMarked
package dev.nightjar.model.retention;

import org.jspecify.annotations.NullMarked;
