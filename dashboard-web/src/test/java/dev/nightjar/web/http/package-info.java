/** Owns the checks of {@code dev.nightjar.web.http}. */
@NullMarked
package dev.nightjar.web.http;

import org.jspecify.annotations.NullMarked;
