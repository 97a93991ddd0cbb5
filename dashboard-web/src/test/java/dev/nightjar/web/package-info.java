/** Owns the checks of the whole HTTP face. */
@NullMarked
package dev.nightjar.web;

import org.jspecify.annotations.NullMarked;
