/**
 * Turns what senders push over HTTP into batches for the stores: Prometheus remote write, Loki push, and the client
 * library's own batches.
 *
 * <p>{@link dev.nightjar.ingest.IngestRoutes} is the door; everything else is behind it. The event loop collects a
 * body within limits; decoding and storing run on a virtual thread. A body is decoded as a whole before anything of it
 * is stored, so a broken one leaves no trace.
 */
@NullMarked
package dev.nightjar.ingest;

import org.jspecify.annotations.NullMarked;
