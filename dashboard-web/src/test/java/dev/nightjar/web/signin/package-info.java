/** Owns the checks of {@code dev.nightjar.web.signin}. */
@NullMarked
package dev.nightjar.web.signin;

import org.jspecify.annotations.NullMarked;
