/** Turns {@code blackbox.yml} and {@code probes.yml} into checks. */
@NullMarked
package dev.nightjar.ingest.probeconfig;

import org.jspecify.annotations.NullMarked;
