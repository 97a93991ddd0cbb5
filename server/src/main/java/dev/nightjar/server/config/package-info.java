/** Turns {@code nightjar.yaml}, the environment and the command line into one immutable configuration. */
@NullMarked
package dev.nightjar.server.config;

import org.jspecify.annotations.NullMarked;
