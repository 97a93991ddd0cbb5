/** Owns the tests of the agent: its options, and its jar in processes of their own. */
@NullMarked
package dev.nightjar.javaagent;

import org.jspecify.annotations.NullMarked;
