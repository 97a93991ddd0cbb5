/** Owns the view of what was changed in the services that are being watched. */
@NullMarked
package dev.nightjar.postmortems.change;

import org.jspecify.annotations.NullMarked;
