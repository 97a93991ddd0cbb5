/** Owns what only tests need: in-memory references of the ports, a clock that is set by hand, and the ports' contracts. */
@NullMarked
package dev.nightjar.testkit;

import org.jspecify.annotations.NullMarked;
