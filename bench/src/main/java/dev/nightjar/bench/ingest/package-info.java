/** Owns load programs for what comes in, against Nightjar or any other server that speaks the protocol. */
@NullMarked
package dev.nightjar.bench.ingest;

import org.jspecify.annotations.NullMarked;
