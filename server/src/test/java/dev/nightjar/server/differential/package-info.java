/** Owns the comparison with a real Prometheus: the same random data and the same random queries on both sides, every answer equal. */
@org.jspecify.annotations.NullMarked
package dev.nightjar.server.differential;
