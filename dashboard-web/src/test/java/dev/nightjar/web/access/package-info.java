/** Owns the checks of {@code dev.nightjar.web.access}. */
@NullMarked
package dev.nightjar.web.access;

import org.jspecify.annotations.NullMarked;
