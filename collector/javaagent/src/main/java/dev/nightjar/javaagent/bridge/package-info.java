/** Owns the one class that instrumented classes and the agent both see; it lies with Java's own. */
@NullMarked
package dev.nightjar.javaagent.bridge;

import org.jspecify.annotations.NullMarked;
