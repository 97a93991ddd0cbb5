/** Owns the ports on which telemetry comes message by message, without HTTP: TCP, TLS and UDP. */
@NullMarked
package dev.nightjar.ingest.port;

import org.jspecify.annotations.NullMarked;
