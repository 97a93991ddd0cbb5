/** Turns what happens at the points of each framework into watched calls; loaded beside the framework. */
@NullMarked
package dev.nightjar.javaagent.adapter;

import org.jspecify.annotations.NullMarked;
