/** Owns what makes a journal with a long past, for measuring what a start reads of it. */
@NullMarked
package dev.nightjar.bench.journal;

import org.jspecify.annotations.NullMarked;
