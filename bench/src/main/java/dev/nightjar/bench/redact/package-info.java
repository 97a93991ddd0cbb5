/** Owns the measurements of redaction. */
@NullMarked
package dev.nightjar.bench.redact;

import org.jspecify.annotations.NullMarked;
