/** Owns the program: command line, start and stop, and the wiring of all modules. No logic of the field lives here. */
@NullMarked
package dev.nightjar.server;

import org.jspecify.annotations.NullMarked;
