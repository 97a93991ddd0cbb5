/** Owns the checks of {@code dev.nightjar.web.alertmanager}. */
@NullMarked
package dev.nightjar.web.alertmanager;

import org.jspecify.annotations.NullMarked;
