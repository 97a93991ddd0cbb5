/** Turns Graphite's plaintext lines into samples. */
@NullMarked
package dev.nightjar.ingest.graphite;

import org.jspecify.annotations.NullMarked;
