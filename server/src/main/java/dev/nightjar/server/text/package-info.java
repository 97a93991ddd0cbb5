/** Owns the wording of start-up errors. */
@NullMarked
package dev.nightjar.server.text;

import org.jspecify.annotations.NullMarked;
