/** Owns the checks of {@code dev.nightjar.web.prometheus}. */
@NullMarked
package dev.nightjar.web.prometheus;

import org.jspecify.annotations.NullMarked;
