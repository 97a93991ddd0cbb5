/** Owns the measurements of {@code query}. */
@NullMarked
package dev.nightjar.bench.query;

import org.jspecify.annotations.NullMarked;
