/**
 * Turns requests of Prometheus' remote read into the stored samples: as one message, or as a stream of chunks in the
 * encoding that Prometheus itself keeps.
 */
@NullMarked
package dev.nightjar.web.remoteread;

import org.jspecify.annotations.NullMarked;
