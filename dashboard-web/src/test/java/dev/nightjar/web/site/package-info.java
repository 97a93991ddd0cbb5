/** Owns the checks of {@code dev.nightjar.web.site}. */
@NullMarked
package dev.nightjar.web.site;

import org.jspecify.annotations.NullMarked;
