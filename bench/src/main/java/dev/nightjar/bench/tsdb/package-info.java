/** Owns the measurements of {@code tsdb}. */
@NullMarked
package dev.nightjar.bench.tsdb;

import org.jspecify.annotations.NullMarked;
