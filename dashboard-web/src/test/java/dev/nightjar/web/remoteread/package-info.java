/** Owns the checks of {@code dev.nightjar.web.remoteread}. */
@NullMarked
package dev.nightjar.web.remoteread;

import org.jspecify.annotations.NullMarked;
