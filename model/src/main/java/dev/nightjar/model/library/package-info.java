/** Owns how native libraries come out of the jars that bring them. */
@NullMarked
package dev.nightjar.model.library;

import org.jspecify.annotations.NullMarked;
