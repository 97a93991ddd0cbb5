/** Measures log lines that are less regular than those of a load generator. */
@NullMarked
package dev.nightjar.bench.logs;

import org.jspecify.annotations.NullMarked;
