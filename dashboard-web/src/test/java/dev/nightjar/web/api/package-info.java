/** Owns the checks of {@code dev.nightjar.web.api}. */
@NullMarked
package dev.nightjar.web.api;

import org.jspecify.annotations.NullMarked;
