/** Owns the checks of {@code dev.nightjar.web.loki}. */
@NullMarked
package dev.nightjar.web.loki;

import org.jspecify.annotations.NullMarked;
