/** Owns measurements: JMH benchmarks, packages mirroring the modules they measure. */
@NullMarked
package dev.nightjar.bench;

import org.jspecify.annotations.NullMarked;
