/** Owns the checks of what ingest takes, refuses, and says. */
@NullMarked
package dev.nightjar.ingest;

import org.jspecify.annotations.NullMarked;
