/** Owns what is known of queries while they run and after: which there are, how far they got, which were slow. */
@NullMarked
package dev.nightjar.query.running;

import org.jspecify.annotations.NullMarked;
